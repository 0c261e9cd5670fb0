package io.framewise.admin.questions;

import io.framewise.contract.UserError;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.streams.questions.QuestionTopic;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise questions remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description =
        "Remove a question set: it is asked no more, its open windows are shed and its open alerts cleared. One that also stands in the streams app's settings file comes back when that starts again. A set that is put under its id later goes on with its version.")
public final class RemoveQuestions implements Callable<Integer> {

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "Id of the question set.")
  private String id;

  /**
   * Removes it.
   *
   * @throws UserError when it is not there
   */
  @Override
  public Integer call() {
    Connection connection = Connection.of(options);
    QuestionTopic topic = new QuestionTopic(connection.kafka(), connection.registry());
    Set<String> known = topic.read().keySet();
    if (!known.contains(id)) {
      throw new UserError(
          "there is no question set " + id,
          known.isEmpty() ? "there is none at all" : "there are " + String.join(", ", known));
    }
    topic.remove(id);
    PrintWriter out = spec.commandLine().getOut();
    out.println(id + ": removed");
    out.flush();
    return 0;
  }
}
