package io.framewise.admin.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

  private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

  @Test
  void shouldReadTimesAndSpansOfTimeAgo() {
    assertThat(Moment.parse("--from", "2026-01-30T07:00:00.5Z", NOW))
        .isEqualTo("2026-01-30T07:00:00.500Z");
    assertThat(Moment.parse("--from", "90m", NOW)).isEqualTo("2026-01-31T06:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "", "10", "1969-12-31T23:59:59Z", "99999999d", "2026-01-31T08:00"})
  void shouldNameTheFlagAndTheWayOutOtherwise(String text) {
    assertThatThrownBy(() -> Moment.parse("--from", text, NOW))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--from");
  }
}
