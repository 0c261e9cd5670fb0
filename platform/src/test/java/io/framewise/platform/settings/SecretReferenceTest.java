package io.framewise.platform.settings;

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

final class SecretReferenceTest {

  @TempDir private Path folder;

  @Test
  void shouldFindASecretInTheEnvironment() {
    assertThat(new SecretReference("env:CAM_1").resolve(Map.of("CAM_1", "x")).reveal())
        .isEqualTo("x");
  }

  @Test
  void shouldFindASecretOnTheFirstLineOfAFileAsItIsNow() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "first\nsecond\n");
    SecretReference reference = new SecretReference("file:" + file);

    assertThat(reference.resolve(Map.of()).reveal()).isEqualTo("first");
    Files.writeString(file, "changed");
    assertThat(reference.resolve(Map.of()).reveal()).isEqualTo("changed");
  }

  @Test
  void shouldBeNoneWhenEmpty() {
    assertThat(new SecretReference(null).resolve(Map.of())).isEqualTo(Secret.NONE);
  }

  @Test
  void shouldRefuseThePasswordItselfWithoutShowingIt() {
    assertThatThrownBy(() -> new SecretReference("marker"))
        .hasMessageContaining("env:NAME")
        .hasMessageNotContaining("marker");
  }

  @Test
  void shouldNameTheVariableOrFileThatIsNotThere() {
    assertThatThrownBy(() -> new SecretReference("env:NONE").resolve(Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("NONE");
    assertThatThrownBy(
            () -> new SecretReference("file:" + folder.resolve("none")).resolve(Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none");
  }
}
