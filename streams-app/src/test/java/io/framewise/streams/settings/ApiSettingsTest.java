package io.framewise.streams.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
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

  @Test
  void shouldTellOthersWhereItListensUnlessItIsToldOtherwise() {
    assertThat(settings("api.port", "8090").reachedAt()).contains("127.0.0.1:8090");
    assertThat(settings("api.advertised", "node-1:80").reachedAt()).contains("node-1:80");
    assertThat(settings("api.port", "0").reachedAt()).isEmpty();
    assertThat(settings("api.host", "0.0.0.0").reachedAt())
        .hasValueSatisfying(place -> assertThat(place).doesNotStartWith("0.").endsWith(":8080"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-1", "http://node-1:80", "user@node-1:80", "node-1:80/x"})
  void shouldRefuseAnAdvertisedPlaceThatIsNotHostAndPort(String given) {
    assertThatThrownBy(() -> settings("api.advertised", given))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("advertised must be host:port");
  }

  private static Duration idleTimeout(String given) {
    return settings("api.idle-timeout", given).idleTimeout();
  }

  private static ApiSettings settings(String key, String value) {
    return SettingsSource.parse("test", "", Map.of(), Map.of(key, value))
        .bind(Section.API, ApiSettings.class);
  }
}
