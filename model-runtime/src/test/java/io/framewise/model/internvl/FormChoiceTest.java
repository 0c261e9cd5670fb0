package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.model.tiny.TinyVariant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What completions say of the forms in which a model runs. */
class FormChoiceTest {

  @TempDir private Path directory;

  private List<String> forms(TinyVariant variant, ComputeOptions options) {
    TinyCheckpoint.write(directory, 1, variant);
    try (InternVl model = InternVl.load(Checkpoint.open(directory), options)) {
      return model.forms();
    }
  }

  /** For libtorch another name of the processor; for us a device like a GPU. */
  @Test
  void shouldTellTypeAndPlainOnAnotherDevice() {
    Devices elsewhere = new Devices(List.of("cpu:0"));

    assertThat(
            forms(
                TinyVariant.SMALL,
                new ComputeOptions(ComputeType.BFLOAT16, Quantization.NONE, elsewhere, 1)))
        .containsExactly("bfloat16 plain", "attention at once");
  }

  @Test
  void shouldTellOfAHeadThatIsTheEmbeddingToo() {
    assertThat(forms(TinyVariant.TIED, ComputeOptions.onCpu(ComputeType.FLOAT32, 1)))
        .containsExactly("float32 packed", "float32 plain head", "attention by group");
    assertThat(forms(TinyVariant.SMALL, ComputeOptions.onCpu(ComputeType.FLOAT32, 1)))
        .containsExactly("float32 packed", "float32 padded", "attention by group");
  }

  @ParameterizedTest
  @CsvSource({"true, false, true", "true, true, false", "false, false, false"})
  void shouldUseAttentionByGroupOnlyWhereItIsRightAndNotSlower(
      boolean right, boolean slower, boolean used) {
    assertThat(new AttentionCheck.Finding(0, right, slower).used()).isEqualTo(used);
  }
}
