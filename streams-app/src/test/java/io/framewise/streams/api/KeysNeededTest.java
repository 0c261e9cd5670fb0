package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.ApiSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nobody opens the API to others by mistake. */
class KeysNeededTest {

  private static ApiSettings settings(String host, String... more) {
    Map<String, String> given = new HashMap<>(Map.of("api.host", host));
    for (int i = 0; i < more.length; i += 2) {
      given.put(more[i], more[i + 1]);
    }
    return SettingsSource.parse("test", "", Map.of(), given).bind(Section.API, ApiSettings.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "streams.example"})
  void shouldNotListenForOthersWithoutKeys(String host) {
    assertThatThrownBy(() -> ApiServer.requireKeys(settings(host)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(host);
    assertThatCode(() -> ApiServer.requireKeys(settings(host, "api.keys", "keys.txt")))
        .doesNotThrowAnyException();
    assertThatCode(() -> ApiServer.requireKeys(settings(host, "api.insecure", "true")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
  void shouldListenOnThisMachineWithoutKeys(String host) {
    assertThatCode(() -> ApiServer.requireKeys(settings(host))).doesNotThrowAnyException();
  }
}
