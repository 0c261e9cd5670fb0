package io.framewise.admin.letters;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.admin.letters.LetterTopic.Newest;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.terminal.Columns;
import io.framewise.platform.topic.PlainErrors;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise dead-letters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the newest dead letters, the newest last.",
    footer = {
      "",
      "Examples:",
      "  framewise dead-letters list",
      "  framewise dead-letters list --stage INGEST --category not-an-image --from 2h",
      "  framewise dead-letters list --limit 1000 --json"
    })
final class ListDeadLetters implements Callable<Integer> {

  private static final int MAX_LIMIT = 10_000;

  @Mixin private SettingsOptions options;
  @Mixin private LetterOptions which;
  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many, up to " + MAX_LIMIT + " (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(names = "--json", description = "Print one JSON array instead.")
  private boolean json;

  /**
   * Lists them.
   *
   * @throws UserError when the broker or the topic is not there
   */
  @Override
  public Integer call() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new UserError("--limit must be 1 to " + MAX_LIMIT, "narrow it down with --from");
    }
    Connection connection = Connection.of(options);
    LetterFilter filter = which.filter();
    print(PlainErrors.explain(connection.kafka(), () -> newest(connection, filter)));
    return 0;
  }

  private Newest newest(Connection connection, LetterFilter filter) {
    PrintWriter err = spec.commandLine().getErr();
    try (LetterTopic topic = new LetterTopic(connection.kafka(), connection.registry())) {
      return Progress.during(err, "reading dead letters", () -> topic.newest(filter, limit, true));
    }
  }

  private void print(Newest newest) {
    PrintWriter out = spec.commandLine().getOut();
    List<StoredLetter> letters = newest.letters();
    if (json) {
      out.println(
          new ObjectMapper()
              .valueToTree(letters.stream().map(LetterJson::of).toList())
              .toPrettyString());
    } else if (letters.isEmpty()) {
      out.println(which.given() ? "no such dead letters" : "no dead letters");
    } else {
      table(letters).lines().forEach(out::println);
    }
    out.flush();
    if (newest.matching() > letters.size()) {
      PrintWriter note = json ? spec.commandLine().getErr() : out;
      note.println("the newest " + limit + " of " + newest.matching() + "; --limit shows more");
      note.flush();
    }
  }

  private static Columns table(List<StoredLetter> letters) {
    Columns table =
        new Columns(
            "REF", "FAILED AT", "SOURCE", "STAGE", "CATEGORY", "TRIED", "REDRIVEN", "MESSAGE");
    for (StoredLetter stored : letters) {
      DeadLetter letter = stored.letter();
      table.row(
          stored.place(),
          letter.getFailedAt(),
          letter.getSourceId() == null ? "-" : letter.getSourceId(),
          letter.getStage(),
          letter.getCategory(),
          letter.getAttempts(),
          stored.redrivenAt().isPresent() ? "yes" : "no",
          letter.getMessage());
    }
    return table;
  }
}
