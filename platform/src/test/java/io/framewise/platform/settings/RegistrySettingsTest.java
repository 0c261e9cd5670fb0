package io.framewise.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

  private static final String MARKER = "m4rker";

  @ParameterizedTest
  @CsvSource({
    "http://ann:m4rker@host:8081/apis, http://host:8081/apis, ann, m4rker",
    "https://ann:m4%2Frk%40er@host, https://host, ann, m4/rk@er",
    "HTTP://ann:m4@rk+er@[::1]:80/a, http://[::1]:80/a, ann, m4@rk+er",
    "http://ann:100%@host/, http://host/, ann, 100%",
    "http://ann:a:b@host, http://host, ann, a:b",
    "http://token@host, http://host, token, ''",
    "http://host:8081/apis/ccompat/v7, http://host:8081/apis/ccompat/v7, '', ''"
  })
  void shouldTakeUserAndPasswordOutOfTheUrl(
      String given, String url, String user, String password) {
    RegistrySettings settings = new RegistrySettings(given);

    assertThat(settings.url()).isEqualTo(url);
    assertThat(settings.user()).isEqualTo(user);
    assertThat(settings.password()).isEqualTo(Secret.of(password));
    assertThat(settings.toString()).doesNotContain(MARKER).doesNotContain("ann:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann:m4rker@host",
        "ftp://ann:m4rker@host",
        "http://ann:m4rker/@host:81/apis",
        "http://ann:81/m4rker@host/apis",
        "http://ann:m4rker#1@host/apis",
        "http://host?key=m4rker",
        "http://ann:m4rker@",
        "http://ann:m4rker@host:port",
        "http://ann:m4rker@host:99999",
        "http://ho st/m4rker"
      })
  void shouldNotShowAnAddressThatIsNone(String given) {
    assertThatThrownBy(() -> bind(Map.of("registry.url", given)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("registry: url is not an address")
        .hasMessageNotContaining(MARKER)
        .hasNoCause();
  }

  @Test
  void shouldSendUserAndPasswordAsTheyAre() {
    RegistrySettings settings =
        bind(
            Map.of(
                "registry.url", "https://host",
                "registry.user", "ann",
                "registry.password", "pässwort:1"));

    assertThat(settings.access().authorization().orElseThrow().reveal())
        .isEqualTo("Basic YW5uOnDDpHNzd29ydDox");
    assertThat(settings.access().hideIn("got Basic YW5uOnDDpHNzd29ydDox"))
        .isEqualTo("got Basic ***");
    assertThat(new RegistrySettings("http://host").access().authorization()).isEmpty();
  }

  @Test
  void shouldRefuseAPasswordGivenTwiceOrForNobody() {
    assertThatThrownBy(
            () ->
                bind(
                    Map.of(
                        "registry.url",
                        "http://ann:" + MARKER + "@host",
                        "registry.password",
                        MARKER)))
        .hasMessageContaining("give them once")
        .hasMessageNotContaining(MARKER);
    assertThatThrownBy(() -> bind(Map.of("registry.password", MARKER)))
        .hasMessageContaining("password is given without user")
        .hasMessageNotContaining(MARKER);
  }

  @Test
  void shouldTakeItsPasswordFromTheEnvironment() {
    RegistrySettings settings =
        SettingsSource.parse(
                "test",
                "registry: {user: ann}",
                Map.of(
                    "FRAMEWISE_REGISTRY_PASSWORD",
                    MARKER,
                    "FRAMEWISE_REGISTRY_TLS_TRUSTSTORE_PASSWORD",
                    "other"),
                Map.of())
            .bind(Section.REGISTRY, RegistrySettings.class);

    assertThat(settings.password().reveal()).isEqualTo(MARKER);
    assertThat(settings.tls().truststorePassword().reveal()).isEqualTo("other");
    assertThat(settings.autoRegister()).isTrue();
  }

  private static RegistrySettings bind(Map<String, String> flags) {
    return SettingsSource.parse("test", "", Map.of(), flags)
        .bind(Section.REGISTRY, RegistrySettings.class);
  }
}
