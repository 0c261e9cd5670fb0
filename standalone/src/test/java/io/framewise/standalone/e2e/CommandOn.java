package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import picocli.CommandLine;

/** A command of {@code framewise} on one installation. */
final class CommandOn {

  private final Installation installation;
  private final Supplier<Object> command;

  CommandOn(Installation installation, Supplier<Object> command) {
    this.installation = installation;
    this.command = command;
  }

  /** What a command prints, which must end well. */
  String run(String... arguments) {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(command.get()).setOut(new PrintWriter(out)).execute(connected(arguments));
    assertThat(code).as("exit code of %s", List.of(arguments)).isZero();
    return out.toString();
  }

  /** How a command is refused. */
  UserError refusal(String... arguments) {
    AtomicReference<Exception> refusal = new AtomicReference<>();
    new CommandLine(command.get())
        .setExecutionExceptionHandler(
            (e, line, result) -> {
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
