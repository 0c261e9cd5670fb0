package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {

  /** Of {@code second}. */
  private static final String DIGEST =
      "16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4";

  @TempDir private Path directory;

  private ApiKeys keys(String text) throws IOException {
    return ApiKeys.read(Files.writeString(directory.resolve("keys"), text));
  }

  @Test
  void shouldAllowWhoShowsOneOfTheKeys() throws IOException {
    ApiKeys keys = keys("# ours\n\nfirst \nsha256:" + DIGEST + "\n");

    assertThat(keys.allow("Bearer first")).isTrue();
    assertThat(keys.allow("bearer  second ")).isTrue();
    assertThat(keys.allow("Bearer third")).isFalse();
    assertThat(keys.allow("Bearer ")).isFalse();
    assertThat(keys.allow("Bearer # ours")).isFalse();
    assertThat(keys.allow("Bearer " + DIGEST)).isFalse();
    assertThat(keys.allow("Basic first")).isFalse();
    assertThat(keys.allow(null)).isFalse();
    assertThat(ApiKeys.NONE.allow(null)).isTrue();
  }

  @Test
  void shouldNotStartWithoutAKeyOrTellWhatTheFileHolds() {
    assertThatThrownBy(() -> keys("# none\n")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> keys("sha256:secret"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> ApiKeys.read(directory.resolve("away"))).isInstanceOf(UserError.class);
  }
}
