package io.framewise.lab.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.testing.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PreprocessBenchCommandTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private Path image;

  @BeforeEach
  void writePicture() throws IOException {
    image = Files.write(directory.resolve("picture.jpg"), Pictures.jpeg(960, 480));
  }

  @Test
  void shouldEndInOneLineOfFigures() throws IOException {
    assertThat(run("--image", image.toString())).isZero();

    JsonNode figures = last();
    assertThat(figures.path("name").asText()).isEqualTo("preprocess");
    assertThat(figures.path("unit").asText()).isEqualTo("ms");
    assertThat(figures.path("tiles").asInt()).isEqualTo(3);
    assertThat(figures.path("ours").asDouble()).isPositive();
    assertThat(figures.path("decode_ms").asDouble()).isPositive();
    assertThat(figures.path("resize_and_normalise_ms").asDouble()).isPositive();
    assertThat(figures.path("ratio").isNull()).isTrue();
  }

  @Test
  void shouldCompareWithTheProgramThatIsGiven() throws IOException {
    PreprocessBench.Best known = new PreprocessBench(Files.readAllBytes(image), 12).run(1);
    Path script = directory.resolve("baseline.sh");
    Files.writeString(
        script,
        "[ -s \"$1\" ] || exit 1\necho words\n"
            + "echo '{\"total_ms\":1000000,\"decode_ms\":3,\"crc32\":\""
            + known.checksum()
            + "\"}'\n");

    assertThat(run("--image", image.toString(), "--baseline", "sh " + script)).isZero();

    JsonNode figures = last();
    assertThat(figures.path("baseline").asDouble()).isEqualTo(1000000);
    assertThat(figures.path("ratio").asDouble()).isGreaterThan(1);
    assertThat(figures.path("baseline_decode_ms").asDouble()).isEqualTo(3);
    assertThat(figures.path("same_values").asBoolean()).isTrue();
  }

  @Test
  void shouldNameWhatIsWrongWhenNothingCanBeMeasured() throws IOException {
    Path text = Files.writeString(directory.resolve("text.jpg"), "hello");

    assertThat(run("--image", text.toString())).isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThat(run("--image", directory.resolve("none").toString()))
        .isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThat(run("--image", image.toString(), "--baseline", "false"))
        .isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThat(run("--image", image.toString(), "--baseline", directory + "/no-such-program"))
        .isEqualTo(CommandRunner.EXIT_USER_ERROR);
  }

  private int run(String... arguments) {
    return new CommandLine(new PreprocessBenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              assertThat(failure).isInstanceOf(UserError.class);
              return CommandRunner.EXIT_USER_ERROR;
            })
        .execute(
            Stream.concat(Stream.of("--rounds", "1"), Stream.of(arguments)).toArray(String[]::new));
  }

  private JsonNode last() throws IOException {
    String text = out.toString().strip();
    return new ObjectMapper().readTree(text.substring(text.lastIndexOf('\n') + 1));
  }
}
