package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Look;
import io.framewise.model.internvl.ComputeOptions;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Devices;
import io.framewise.model.internvl.Quantization;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizationTest {

  /** More than unpacking pays for, so that the long way and the short way both run. */
  private static final long[] IDS = LongStream.range(0, 120).map(i -> i * 7 % 256).toArray();

  /** The linear layers of the tiny language model: four in each of three layers, and the head. */
  private static final int LINEARS = 13;

  @TempDir private static Path directory;

  @BeforeAll
  static void write() {
    TinyCheckpoint.write(directory, 1);
  }

  private static TinyModel open(ComputeType type, Quantization quantization) {
    return TinyModel.open(
        directory, new ComputeOptions(type, quantization, Devices.parse("cpu"), 1));
  }

  private static float[] logits(ComputeType type, Quantization quantization) {
    try (TinyModel model = open(type, quantization)) {
      return model.logitsOf(IDS, List.of());
    }
  }

  private static double distance(float[] a, float[] b) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < a.length; i++) {
      difference += Math.pow(a[i] - b[i], 2);
      size += Math.pow(b[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  /**
   * A weight is off by up to half a step, evenly: by step / sqrt(12) on the average of squares. The
   * rows are normal: the largest of 128 to 256 is about 2.7 deviations off, so that a step of eight
   * bits is 2.7 / 127 deviations and one of four bits 2 * 2.5 / 15. Each layer adds this error to
   * what comes in, independently. So does the rounding of the computing type. Twice is allowed.
   *
   * <p>With eight bits what is multiplied is rounded too. Its rows have longer tails: the largest
   * is up to 8 deviations off.
   */
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, INT8, 0.063",
    "BFLOAT16, INT8, 0.063",
    "FLOAT32, INT4, 0.333",
    "BFLOAT16, INT4, 0.333"
  })
  void shouldStayNearTheUnquantizedLogits(
      ComputeType type, Quantization quantization, double step) {
    double expected = step / Math.sqrt(12) * Math.sqrt(LINEARS);

    float[] plain = logits(type, Quantization.NONE);
    double rounding = distance(plain, logits(ComputeType.FLOAT32, Quantization.NONE));

    double distance = distance(logits(type, quantization), plain);

    assertThat(distance).isBetween(expected / 10, 2 * (expected + rounding));
  }

  /** With eight bits a last digit in the sum of attention may send an input to the step beside. */
  @ParameterizedTest
  @CsvSource({"INT8, 0.05", "INT4, 0.001"})
  void shouldGiveTheSameLogitsForManyRowsAsForFew(Quantization quantization, double bound) {
    float[] atOnce = logits(ComputeType.FLOAT32, quantization);

    assertThat(distance(inPieces(quantization), atOnce)).isLessThan(bound);
  }

  private static float[] inPieces(Quantization quantization) {
    float[] last = {};
    try (TinyModel model = open(ComputeType.FLOAT32, quantization);
        Conversation conversation = model.conversation(1, IDS.length)) {
      for (int i = 0; i < IDS.length; i += 5) {
        Chunk chunk = new Chunk(1);
        Chunk.Place end = chunk.add(0, LongStream.of(IDS).skip(i).limit(5).toArray(), i, 0, 0);
        last = model.logits(conversation, chunk, end);
      }
    }
    return last;
  }

  @Test
  void shouldLeaveTheVisionTowerAlone() {
    assertThat(rows(Quantization.INT4)).containsExactly(rows(Quantization.NONE));
  }

  private static float[] rows(Quantization quantization) {
    try (TinyModel model = open(ComputeType.FLOAT32, quantization);
        PtNDManager step = model.model().newStep()) {
      NDArray rows = model.rows(step, Looks.frames(1));
      return rows.toFloatArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAnswer(Quantization quantization) {
    EngineSettings defaults = EngineSettings.defaults();
    EngineSettings settings =
        new EngineSettings(
            defaults.systemMessage(), ComputeType.BFLOAT16, quantization, "cpu", 1, 0, 1, 0, 0);
    Look look = Looks.video(6, Looks.frames(1, 2), Looks.text("What?"), Looks.yesNo("A car?"));

    try (InternVlEngine engine = InternVlEngine.open(directory, settings)) {
      BatchResult.LookResult result = engine.answer(List.of(look)).looks().get(0);

      assertThat(result.answers().get(0).text()).isNotBlank();
      assertThat(result.answers().get(1).text()).isIn("yes", "no");
    }
  }

  @Test
  void shouldComputeInHalfPrecisionNearSinglePrecision() {
    float[] half = logits(ComputeType.FLOAT16, Quantization.NONE);

    // Eleven bits: 2^-12 off on the average, in some forty steps one after the other.
    assertThat(distance(half, logits(ComputeType.FLOAT32, Quantization.NONE)))
        .isBetween(1e-6, 40 * Math.pow(2, -12));
  }
}
