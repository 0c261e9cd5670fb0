package io.framewise.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.internvl.Quantization;
import io.framewise.standalone.samples.DemoCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped checkpoint in eight bits; the proof asks about many more scenes. */
class EightBitAnswersTest {

  @TempDir private Path directory;

  @Test
  void shouldAnswerInEightBitsAsInBfloat16() {
    DemoCheckpoint.write(directory);

    Agreement agreement = Agreement.of(directory, Quantization.INT8, 36);

    assertThat(agreement.answers()).isGreaterThan(60);
    assertThat(agreement.share()).isGreaterThan(0.97);
    assertThat(agreement.difference()).isLessThan(0.01);
  }
}
