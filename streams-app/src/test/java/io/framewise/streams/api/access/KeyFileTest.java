package io.framewise.streams.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  private static final String KEY = "a-long-secret-key";

  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("keys.txt"), text);
  }

  private static String hashed(String key) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(digest);
  }

  private static String basic(String both) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldFindWhoseKeyIsShownHoweverItIsWrittenDown() throws Exception {
    KeyFile keys =
        new KeyFile(
            file(
                "# who may what\n\nwall  read "
                    + hashed(KEY)
                    + " sources=street,gate\nops read,ask,admin other-key\n"));

    Principal wall = keys.find("Bearer " + KEY).orElseThrow();
    assertThat(wall.name()).isEqualTo("wall");
    assertThat(wall.scopes()).containsExactly(Scope.READ);
    assertThat(wall.sources()).contains(Set.of("street", "gate"));
    assertThat(keys.find("bearer  " + KEY + " ")).contains(wall);
    assertThat(keys.find(basic("anybody:" + KEY))).contains(wall);
    assertThat(keys.find(basic(":" + KEY))).contains(wall);
    assertThat(keys.find("Bearer other-key").orElseThrow().scopes())
        .containsExactlyInAnyOrder(Scope.values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer a-long-secret",
        "Bearer a-long-secret-key2",
        "a-long-secret-key",
        "Basic a-long-secret-key",
        "Basic !",
        "Digest a-long-secret-key",
        "Basic YS1sb25nLXNlY3JldC1rZXk=",
      })
  void shouldNotKnowAnythingElse(String header) throws Exception {
    KeyFile keys = new KeyFile(file("wall read " + hashed(KEY) + "\n"));

    assertThat(keys.find(header)).isEmpty();
    assertThat(keys.find(null)).isEmpty();
    assertThat(keys.find("Bearer " + hashed(KEY))).isEmpty();
    assertThat(keys.find("Bearer " + "x".repeat(5000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | there is no key",
        "# nothing | there is no key",
        "wall read | line 1 .* 2 words",
        "wall read SECRET sources=a more | line 1 .* 5 words",
        "wall write SECRET | scopes are read, ask and admin",
        "wall read,, SECRET | scopes are",
        "wall read SECRET source=a | begin with sources=",
        "wall read SECRET sources= | begin with sources=",
        "wall read sha256:SECRET | 64 hexadecimal digits",
      })
  void shouldRefuseAFileThatIsWrongWithoutShowingAKey(String text, String why) throws Exception {
    Path file = file(text);

    assertThatThrownBy(() -> new KeyFile(file))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("(?s).*" + why + ".*")
        .satisfies(e -> assertThat(e + ((UserError) e).wayOut()).doesNotContain("SECRET"));
  }

  @Test
  void shouldRefuseTwoKeysOfOneNameAndAFileThatIsNotThere() throws Exception {
    Path twice = file("wall read one\nwall ask two\n");
    assertThatThrownBy(() -> new KeyFile(twice)).hasMessageContaining("line 2");
    assertThatThrownBy(() -> new KeyFile(directory.resolve("none")))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void shouldTakeAChangeAndKeepTheOldKeysWhenItIsWrong() throws Exception {
    KeyFile keys = new KeyFile(file("wall read one\n"));

    file("wall read two\n");
    keys.refresh();
    assertThat(keys.find("Bearer one")).isEmpty();
    assertThat(keys.find("Bearer two").map(Principal::name)).isEqualTo(Optional.of("wall"));

    file("wall nonsense\n");
    keys.refresh();
    assertThat(keys.find("Bearer two")).isPresent();
  }
}
