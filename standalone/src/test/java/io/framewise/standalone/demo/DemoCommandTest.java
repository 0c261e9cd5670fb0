package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.lifecycle.CommandRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is started. */
class DemoCommandTest {

  private final PrintStream usualErrors = System.err;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  @TempDir private Path directory;

  @BeforeEach
  void catchErrors() {
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveErrorsBack() {
    System.setErr(usualErrors);
  }

  @Test
  void shouldSayHowADurationIsWritten() {
    assertThat(demo("--for", "soon")).isEqualTo(CommandRunner.EXIT_USER_ERROR);

    assertThat(said()).contains("--for: 'soon' is not a duration", "--for 60s");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldRefuseAReportThatIsADirectory() {
    assertThat(demo("--report", directory.toString())).isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThat(demo("--report", "/")).isEqualTo(CommandRunner.EXIT_USER_ERROR);

    assertThat(said())
        .contains("the report " + directory + " cannot be written", "the report / cannot");
  }

  @Test
  void shouldRefuseAReportBelowAFile() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(demo("--report", file.resolve("report.json").toString()))
        .isEqualTo(CommandRunner.EXIT_USER_ERROR);

    assertThat(said()).contains("the report's folder " + file + " cannot be made", "--report");
  }

  @Test
  void shouldRefuseAPortThatDoesNotExist() {
    assertThat(demo("--kafka-port", "65536")).isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThat(demo("--registry-port", "-1")).isEqualTo(CommandRunner.EXIT_USER_ERROR);

    assertThat(said())
        .contains("--kafka-port: there is no port 65536", "--registry-port: there is no port -1");
  }

  private int demo(String... options) {
    String[] arguments = new String[options.length + 2];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = "--data";
    arguments[options.length + 1] = directory.resolve("data").toString();
    return CommandRunner.run(new DemoCommand(), arguments);
  }

  private String said() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
