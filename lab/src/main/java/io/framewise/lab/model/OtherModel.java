package io.framewise.lab.model;

import io.framewise.contract.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Another implementation in a process of its own. It loads its model, then runs one window for each
 * line that it reads and answers with one line of JSON, so that both take turns on the machine.
 */
final class OtherModel implements AutoCloseable {

  private final String command;
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private OtherModel(String command, Process process) {
    this.command = command;
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts a command with further arguments. */
  static OtherModel start(String command, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(command.strip().split("\\s+")));
    line.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new OtherModel(command, process);
    } catch (IOException e) {
      throw new UserError("the baseline cannot be started: " + command, "check --baseline", e);
    }
  }

  /** Has it run one window. */
  WindowTimes run() {
    try {
      orders.write("run\n");
      orders.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw failed(null);
      }
      return WindowTimes.read(answer);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UserError failed(IOException cause) {
    return new UserError(
        "the baseline ended or is not understood: " + command, "run it by itself", cause);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
