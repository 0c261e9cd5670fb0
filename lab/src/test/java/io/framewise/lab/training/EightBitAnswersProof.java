package io.framewise.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.internvl.Quantization;
import io.framewise.standalone.samples.DemoCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight bits answer what bfloat16 answers, but where that is undecided itself. */
class EightBitAnswersProof {

  @TempDir private Path directory;

  @Test
  void shouldGiveTheSameAnswerInNearlyAllOfManyScenes() {
    DemoCheckpoint.write(directory);

    Agreement agreement = Agreement.of(directory, Quantization.INT8, 600);

    assertThat(agreement.share()).as(agreement.toString()).isGreaterThanOrEqualTo(0.995);
    assertThat(agreement.difference()).as(agreement.toString()).isLessThanOrEqualTo(0.01);
  }
}
