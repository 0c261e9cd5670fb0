package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Quantization;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number type with every quantization, on what this processor has and on less. */
class ProcessorModesTest {

  /** Roundings of the type in some forty steps one after the other, see QuantizationTest. */
  private static final double BFLOAT16 = 40 * Math.pow(2, -9);

  private static final double FLOAT16 = 40 * Math.pow(2, -12);
  private static final double FLOAT32 = 1e-4;

  /** Logits are a few units wide. */
  private static final double NEAR_TIE = 1e-4;

  /** Where eight bits are multiplied in another form, one with and one without rounded input. */
  private static final double NEAR_TIE_OF_OTHER_FORMS = 0.2;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, default",
    "AVX2, default",
    "DEFAULT, avx2",
    "AVX2, avx2",
    "AVX512_CORE, default"
  })
  void shouldComputeTheSameButForRoundings(String onednn, String aten)
      throws IOException, InterruptedException {
    TinyCheckpoint.write(directory, 1);

    List<String> all = probe(onednn, aten).lines().toList();
    List<String> lines = all.stream().filter(line -> line.matches("^B?FLOAT.*")).toList();

    assertThat(lines).hasSize(9);
    for (String line : lines) {
      String[] words = line.split(" ");
      assertThat(Stream.of(words).skip(2).map(Double::parseDouble).toList())
          .hasSize(3)
          .as(String.join("\n", lines))
          .allSatisfy(distance -> assertThat(distance).isLessThan(bound(words[0], words[1])));
    }
    for (Quantization quantization : Quantization.values()) {
      String start = "TEXT " + quantization + " ";
      String text = all.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
      double tie = quantization == Quantization.NONE ? NEAR_TIE : NEAR_TIE_OF_OTHER_FORMS;
      assertSameText(text.substring(start.length()), textHere(quantization), tie);
    }
  }

  private String textHere(Quantization quantization) {
    try (TinyModel model = ModesProbe.open(directory, ComputeType.FLOAT32, quantization)) {
      return ModesProbe.text(model);
    }
  }

  /** The same tokens up to one that is as likely as the next but for roundings. */
  private static void assertSameText(String there, String here, double tie) {
    String[] theirs = there.split(" ");
    String[] ours = here.split(" ");
    for (int i = 0; i < ours.length; i++) {
      String[] one = theirs[i].split(":");
      String[] other = ours[i].split(":");
      if (!one[0].equals(other[0])) {
        assertThat(Double.parseDouble(one[1])).as(there + "\n" + here).isLessThan(tie);
        assertThat(Double.parseDouble(other[1])).as(there + "\n" + here).isLessThan(tie);
        return;
      }
    }
  }

  private static double bound(String type, String quantization) {
    return switch (type) {
      case "BFLOAT16" -> BFLOAT16 + otherSteps(quantization);
      case "FLOAT16" -> FLOAT16 + otherSteps(quantization);
      default -> FLOAT32;
    };
  }

  /** Roundings send weights and inputs to the step beside. A wrong operator is off by 1. */
  private static double otherSteps(String quantization) {
    return switch (quantization) {
      case "INT4" -> 0.25;
      case "INT8" -> 0.15;
      default -> 0;
    };
  }

  private String probe(String onednn, String aten) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ModesProbe.class.getName(),
                directory.toString())
            .redirectErrorStream(true);
    builder.environment().put("ONEDNN_MAX_CPU_ISA", onednn);
    builder.environment().put("ATEN_CPU_CAPABILITY", aten);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
