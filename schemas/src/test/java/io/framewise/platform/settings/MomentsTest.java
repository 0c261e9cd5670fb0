package io.framewise.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T08:30:00Z");

  @Test
  void shouldReadAMomentOrHowLongAgoItWas() {
    assertThat(Moments.parse("2026-11-21T08:00:00Z", NOW)).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(Moments.parse("30m", NOW)).isEqualTo("2026-11-21T08:00:00Z");
  }

  @Test
  void shouldSayHowToWriteOne() {
    assertThatThrownBy(() -> Moments.parse("yesterday", NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("yesterday")
        .hasMessageContaining("30m");
  }
}
