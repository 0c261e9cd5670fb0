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
  void shouldAskTheWorkersWhenASourceIsNamed() {
    assertThat(FramewiseCommand.routed("ask", "--source", "street", "What?"))
        .containsExactly("ask-source", "--source", "street", "What?");
    assertThat(FramewiseCommand.routed("ask", "What?", "--source=street"))
        .containsExactly("ask-source", "What?", "--source=street");
    assertThat(FramewiseCommand.routed("ask", "-m", "m", "--", "--source"))
        .containsExactly("ask", "-m", "m", "--", "--source");
    assertThat(FramewiseCommand.routed("ledger", "--source", "street"))
        .containsExactly("ledger", "--source", "street");
    assertThat(FramewiseCommand.routed()).isEmpty();
  }

  @Test
  void shouldSuggestTheNearestWhenTheCommandIsUnknown() {
    assertThat(command.execute("conectors")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(out.toString()).contains("connectors");
  }
}
