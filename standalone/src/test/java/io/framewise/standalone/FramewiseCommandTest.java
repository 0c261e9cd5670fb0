package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FramewiseCommandTest {

  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      FramewiseCommand.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

  @Test
  void shouldShowTheHelpWhenCalledWithoutACommand() {
    assertThat(command.execute()).isZero();
    assertThat(out.toString()).contains("samples", "connectors", "streams-app", "Examples:");
  }

  @Test
  void shouldNotShowTheBrokerWhenItShowsTheHelp() {
    command.execute();

    assertThat(out.toString().lines()).noneMatch(line -> line.startsWith("  broker"));
  }

  @Test
  void shouldSuggestTheNearestWhenTheCommandIsUnknown() {
    assertThat(command.execute("conectors")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(out.toString()).contains("connectors");
  }
}
