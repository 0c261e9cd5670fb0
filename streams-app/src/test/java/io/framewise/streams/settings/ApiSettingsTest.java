package io.framewise.streams.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"19s", "15s", "25h", "50d"})
  void shouldRefuseAnIdleTimeoutThatNoHeartbeatOrTimerFits(String given) {
    assertThatThrownBy(() -> idleTimeout(given))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("idle-timeout must be between 20s and 1d");
  }

  @Test
  void shouldTakeAnIdleTimeoutAtItsBounds() {
    assertThat(idleTimeout("20s")).isEqualTo(Duration.ofSeconds(20));
    assertThat(idleTimeout("1d")).isEqualTo(Duration.ofDays(1));
  }

  private static Duration idleTimeout(String given) {
    return SettingsSource.parse("test", "", Map.of(), Map.of("api.idle-timeout", given))
        .bind(Section.API, ApiSettings.class)
        .idleTimeout();
  }
}
