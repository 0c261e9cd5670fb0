package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.admin.QuestionsCommand;
import io.framewise.contract.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;

/** {@code framewise questions} on one installation. */
final class Questions {

  private final Installation installation;

  Questions(Installation installation) {
    this.installation = installation;
  }

  /** What a command prints, which must end well. */
  String run(String... arguments) {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new QuestionsCommand())
            .setOut(new PrintWriter(out))
            .execute(connected(arguments));
    assertThat(code).as("exit code of %s", List.of(arguments)).isZero();
    return out.toString();
  }

  /** How a command is refused. */
  UserError refusal(String... arguments) {
    AtomicReference<Exception> refusal = new AtomicReference<>();
    new CommandLine(new QuestionsCommand())
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              refusal.set(e);
              return CommandLine.ExitCode.USAGE;
            })
        .execute(connected(arguments));
    assertThat(refusal.get()).isInstanceOf(UserError.class);
    return (UserError) refusal.get();
  }

  private String[] connected(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(installation.connectionFlags());
    return all.toArray(String[]::new);
  }
}
