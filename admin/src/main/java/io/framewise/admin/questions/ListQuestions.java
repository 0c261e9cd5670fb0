package io.framewise.admin.questions;

import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.terminal.Columns;
import io.framewise.streams.questions.QuestionSetRules;
import io.framewise.streams.questions.QuestionTopic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise questions list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the question sets on the topic, and say why one is not in force.")
public final class ListQuestions implements Callable<Integer> {

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON array with the whole sets instead.")
  private boolean json;

  @Override
  public Integer call() {
    Connection connection = Connection.of(options);
    Map<String, Optional<QuestionSet>> sets =
        new QuestionTopic(connection.kafka(), connection.registry()).read();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      // Avro writes a record as JSON.
      out.println(
          sets.values().stream()
              .flatMap(Optional::stream)
              .map(QuestionSet::toString)
              .collect(Collectors.joining(",\n ", "[", "]")));
    } else if (sets.isEmpty()) {
      out.println("no question sets; framewise questions put FILE puts some");
    } else {
      table(sets).lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private static Columns table(Map<String, Optional<QuestionSet>> sets) {
    Columns table =
        new Columns("ID", "VERSION", "DOMAIN", "SOURCES", "WINDOW", "QUESTIONS", "ALERTS", "STATE");
    sets.forEach(
        (id, found) ->
            found.ifPresentOrElse(
                set -> row(id, set, table),
                () -> table.row(id, "", "", "", "", "", "", "not readable")));
    return table;
  }

  private static void row(String id, QuestionSet set, Columns table) {
    List<Question> questions = set.getQuestions();
    table.row(
        id,
        set.getVersion(),
        set.getDomain().toString().toLowerCase(Locale.ROOT),
        sources(set),
        window(set.getWindow()),
        questions.stream().map(Question::getId).collect(Collectors.joining(",")),
        questions.stream().filter(question -> question.getAlert() != null).count(),
        state(id, set));
  }

  private static String sources(QuestionSet set) {
    String ids = set.getSourceIds().isEmpty() ? "all" : String.join(",", set.getSourceIds());
    return set.getLabels().isEmpty()
        ? ids
        : ids
            + " with "
            + new TreeMap<>(set.getLabels())
                .entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String window(WindowSpec window) {
    String hop = window.getHopMs() == window.getSizeMs() ? "" : " every " + span(window.getHopMs());
    return span(window.getSizeMs()) + hop + ", " + window.getFrames() + " frames";
  }

  private static String span(long ms) {
    return Duration.ofMillis(ms).toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static String state(String id, QuestionSet set) {
    List<String> problems = QuestionSetRules.problems(id, set);
    if (!problems.isEmpty()) {
      return "not in force: " + String.join("; ", problems);
    }
    return set.getEnabled() ? "in force" : "disabled";
  }
}
