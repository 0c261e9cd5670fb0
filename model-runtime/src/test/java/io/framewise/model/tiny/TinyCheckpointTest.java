package io.framewise.model.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyCheckpointTest {

  @TempDir private Path directory;

  private String digest(String name, long seed, TinyVariant variant) {
    TinyCheckpoint.write(directory.resolve(name), seed, variant);
    return Checkpoint.open(directory.resolve(name)).info().getDigest();
  }

  @Test
  void shouldWriteTheSameBytesForTheSameSeed() {
    assertThat(digest("a", 7, TinyVariant.SMALL)).isEqualTo(digest("b", 7, TinyVariant.SMALL));
    assertThat(digest("a", 7, TinyVariant.SMALL)).isNotEqualTo(digest("c", 8, TinyVariant.SMALL));
  }

  @Test
  void shouldWriteBothKindsOfTowers() {
    digest("small", 1, TinyVariant.SMALL);
    digest("large", 1, TinyVariant.LARGE);

    String bias = "vision_tower.encoder.layer.0.attention.q_proj.bias";
    String norm = "vision_tower.encoder.layer.0.attention.q_norm.weight";
    assertThat(Checkpoint.open(directory.resolve("small")).tensors())
        .containsKey(bias)
        .doesNotContainKey(norm);
    assertThat(Checkpoint.open(directory.resolve("large")).tensors())
        .containsKey(norm)
        .doesNotContainKey(bias);
  }

  @Test
  void shouldNameADirectoryThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> TinyCheckpoint.write(file.resolve("model"), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("file/model");
  }
}
