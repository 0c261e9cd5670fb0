package io.framewise.lab.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.UserError;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelBenchCommandTest {

  @TempDir private Path directory;

  private final StringWriter output = new StringWriter();

  @BeforeEach
  void write() {
    TinyCheckpoint.write(directory, 1);
  }

  private JsonNode run(String... further) throws IOException {
    CommandLine command = new CommandLine(new ModelBenchCommand());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setOut(new PrintWriter(output, true));
    List<String> arguments = new ArrayList<>(List.of("--model", directory.toString()));
    arguments.addAll(List.of("--frames", "2", "--new-tokens", "5", "--rounds", "2"));
    arguments.addAll(List.of(further));
    assertThat(command.execute(arguments.toArray(String[]::new))).isZero();
    String text = output.toString().strip();
    return new ObjectMapper().readTree(text.substring(text.lastIndexOf('\n') + 1));
  }

  @Test
  void shouldEndInOneLineOfFigures() throws IOException {
    JsonNode figures = run("--dtype", "bfloat16", "--quantize", "int8");

    assertThat(figures.path("dtype").asText()).isEqualTo("bfloat16");
    assertThat(figures.path("quantize").asText()).isEqualTo("int8");
    assertThat(figures.path("forms"))
        .anySatisfy(form -> assertThat(form.asText()).startsWith("bfloat16 int8"));
    assertThat(figures.path("prompt_tokens").asInt()).isGreaterThan(32);
    assertThat(figures.path("window_s").asDouble())
        .isGreaterThanOrEqualTo(figures.path("window_1tok_s").asDouble());
    assertThat(figures.path("baseline").isNull()).isTrue();
  }

  @Test
  void shouldSayInOneLineThatTheModelDoesNotTakeSoManyFrames() {
    List<Exception> thrown = new ArrayList<>();
    CommandLine command = new CommandLine(new ModelBenchCommand());
    command.setOut(new PrintWriter(output, true));
    command.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          thrown.add(e);
          return 2;
        });

    command.execute("--model", directory.toString(), "--frames", "300");

    assertThat(thrown)
        .singleElement()
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.wayOut()).isEqualTo("give fewer --frames"));
  }

  @Test
  void shouldTakeTurnsWithABaselineAndCompare() throws IOException {
    Path script = directory.resolve("baseline.sh");
    Files.writeString(
        script,
        "while read -r order; do echo '{\"vision_s\": 10, \"window_1tok_s\": 20, \"window_s\": 30,"
            + " \"decode_ms_per_token\": 5000, \"prompt_tokens\": 7}'; done\n");

    JsonNode figures = run("--baseline", "bash " + script);

    assertThat(figures.path("baseline").asDouble()).isEqualTo(5000);
    assertThat(figures.path("ratio").asDouble()).isGreaterThan(1);
    assertThat(figures.path("baseline_vision_s").asDouble()).isEqualTo(10);
    assertThat(output.toString()).contains("round 1, ours", "round 2, baseline");
  }

  @Test
  void shouldTakeTurnsWithTheSameModelInOtherBits() throws IOException {
    JsonNode figures = run("--dtype", "bfloat16", "--quantize", "int8", "--against", "none");

    assertThat(figures.has("vision_ratio")).isTrue();
    assertThat(figures.path("baseline_window_s").asDouble()).isPositive();
    assertThat(output.toString()).contains("round 1, ours", "round 2, baseline");
  }

  @Test
  void shouldCompareWindowsThatOverlapWithNewOnes() throws IOException {
    JsonNode figures = run("--overlap", "50");

    assertThat(figures.path("unit").asText()).isEqualTo("s/window");
    assertThat(figures.path("cached_pictures").asInt()).isEqualTo(1);
    assertThat(figures.path("anew_cached_pictures").asInt()).isZero();
    assertThat(figures.path("baseline").asDouble()).isPositive();
  }

  @Test
  void shouldCompareSeveralAtOnceWithOne() throws IOException {
    JsonNode figures = run("--batch", "3");

    assertThat(figures.path("unit").asText()).isEqualTo("tokens/s");
    assertThat(figures.path("batch").asInt()).isEqualTo(3);
    assertThat(figures.path("baseline").asDouble()).isPositive();
  }
}
