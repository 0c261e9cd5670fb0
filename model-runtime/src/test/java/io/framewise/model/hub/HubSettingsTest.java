package io.framewise.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {

  private static final Path USER = Path.of(System.getProperty("user.home"));

  @TempDir private Path directory;

  private static Path cache(Map<String, String> environment) {
    return HubSettings.of(environment).cache();
  }

  @Test
  void shouldKeepModelsWhereAllToolsDo() {
    assertThat(cache(Map.of())).isEqualTo(USER.resolve(".cache/huggingface/hub"));
    assertThat(cache(Map.of("XDG_CACHE_HOME", "/x"))).hasToString("/x/huggingface/hub");
    assertThat(cache(Map.of("HF_HOME", "/h", "XDG_CACHE_HOME", "/x"))).hasToString("/h/hub");
    assertThat(cache(Map.of("HF_HOME", "~/h"))).isEqualTo(USER.resolve("h/hub"));
    assertThat(cache(Map.of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "/c"))).hasToString("/c");
    assertThat(cache(Map.of("HF_HUB_CACHE", "/d", "HUGGINGFACE_HUB_CACHE", "/c")))
        .hasToString("/d");
  }

  @Test
  void shouldReadTruthAsAllToolsDo() {
    assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "yes")).offline()).isTrue();
    assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "0")).offline()).isFalse();
    assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "")).offline()).isFalse();
  }

  @Test
  void shouldTakeTheTokenFromTheEnvironmentOrTheFile() throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Map<String, String> none = Map.of("HF_HOME", home.toString());
    assertThat(HubSettings.of(none).token()).isEmpty();

    Files.writeString(home.resolve("token"), "from-file\n");
    assertThat(HubSettings.of(none).token()).contains(Secret.of("from-file"));

    Path elsewhere = Files.writeString(directory.resolve("t"), "elsewhere");
    assertThat(
            HubSettings.of(Map.of("HF_HOME", home.toString(), "HF_TOKEN_PATH", elsewhere + ""))
                .token())
        .contains(Secret.of("elsewhere"));
    assertThat(HubSettings.of(Map.of("HF_HOME", home.toString(), "HF_TOKEN", " given ")).token())
        .contains(Secret.of("given"));
  }

  @Test
  void shouldRefuseAnEndpointThatIsNone() {
    for (String endpoint : new String[] {"hub", "ftp://hub", "https://", "https://a@hub", "::"}) {
      assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", endpoint)))
          .as(endpoint)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("HF_ENDPOINT");
    }
    assertThat(HubSettings.of(Map.of("HF_ENDPOINT", "https://mirror/hf/")).endpoint())
        .hasToString("https://mirror/hf");
  }
}
