package io.framewise.admin.questions;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.streams.questions.PlannedSet;
import io.framewise.streams.questions.QuestionFile;
import io.framewise.streams.questions.QuestionTopic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise questions put}. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    description =
        "Put the question sets of a file in force: new ones, and changed ones with their version counted up. Nothing is written when one of them breaks a rule.",
    footer = {
      "",
      "The file holds what stands below streams.question-sets in a settings file:",
      "",
      "  doors:",
      "    domain: video",
      "    sources: [gate, yard]",
      "    questions:",
      "      open:",
      "        text: Is the door open?",
      "        answer: yes_no",
      "        alert: {when: yes, raise-after: 2}",
      "",
      "Every key is in docs/configuration.md; version is counted here."
    })
public final class PutQuestions implements Callable<Integer> {

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "YAML file with question sets by their ids.")
  private Path file;

  /**
   * Puts them.
   *
   * @throws UserError when the file or a set in it is not right; nothing is written then
   */
  @Override
  public Integer call() {
    List<QuestionSet> wanted = QuestionFile.read(file);
    Connection connection = Connection.of(options);
    QuestionTopic topic = new QuestionTopic(connection.kafka(), connection.registry());
    List<PlannedSet> planned = PlannedSet.of(wanted, topic.read(), topic.lastVersions());
    topic.put(planned.stream().filter(PlannedSet::isChange).map(PlannedSet::set).toList());
    PrintWriter out = spec.commandLine().getOut();
    planned.forEach(one -> lines(one).forEach(out::println));
    out.flush();
    return 0;
  }

  private static List<String> lines(PlannedSet planned) {
    QuestionSet set = planned.set();
    List<String> lines = new ArrayList<>();
    lines.add(
        planned.isChange()
            ? set.getId() + ": " + (planned.isNew() ? "new, " : "") + version(set)
            : set.getId() + ": unchanged, version " + set.getVersion());
    planned.differences().forEach(difference -> lines.add("  " + difference));
    return lines;
  }

  private static String version(QuestionSet set) {
    return set.getVersion() == 1
        ? "version 1"
        : "version " + (set.getVersion() - 1) + " -> " + set.getVersion();
  }
}
