package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number type with every quantization, on what this processor has and on less. */
class ProcessorModesTest {

  /** Roundings of the type in some forty steps one after the other, see QuantizationTest. */
  private static final double BFLOAT16 = 40 * Math.pow(2, -9);

  private static final double FLOAT16 = 40 * Math.pow(2, -12);
  private static final double FLOAT32 = 1e-4;

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

    List<String> lines =
        probe(onednn, aten).lines().filter(line -> line.matches("^B?FLOAT.*")).toList();

    assertThat(lines).hasSize(9);
    for (String line : lines) {
      String[] words = line.split(" ");
      assertThat(List.of(Double.parseDouble(words[2]), Double.parseDouble(words[3])))
          .as(String.join("\n", lines))
          .allSatisfy(distance -> assertThat(distance).isLessThan(bound(words[0], words[1])));
    }
  }

  private static double bound(String type, String quantization) {
    return switch (type) {
      case "BFLOAT16" -> BFLOAT16 + otherSteps(quantization);
      case "FLOAT16" -> FLOAT16 + otherSteps(quantization);
      default -> FLOAT32;
    };
  }

  /** A rounded scale sends some weights to the step beside. A wrong operator is off by 1. */
  private static double otherSteps(String quantization) {
    return switch (quantization) {
      case "INT4" -> 0.25;
      case "INT8" -> 0.05;
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
