package io.framewise.admin.letters;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.topic.PlainErrors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise dead-letters show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show all that is known of one dead letter, and the first bytes of the original.",
    footer = {
      "",
      "Examples:",
      "  framewise dead-letters show 0@12",
      "  framewise dead-letters show 0@12 --out original.jpg     the picture, or the record's value"
    })
final class ShowDeadLetter implements Callable<Integer> {

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "REF", description = "Place of the dead letter: partition@offset.")
  private String ref;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "Write the original there: the picture where it is a frame, else the record's value.")
  private Path out;

  /**
   * Shows it.
   *
   * @throws UserError when it is not there, or the original cannot be written
   */
  @Override
  public Integer call() {
    LetterPlace place = LetterPlace.parse(ref);
    Connection connection = Connection.of(options);
    return PlainErrors.explain(connection.kafka(), () -> show(place, connection));
  }

  private int show(LetterPlace place, Connection connection) {
    PrintWriter err = spec.commandLine().getErr();
    StoredLetter letter;
    try (LetterTopic topic = new LetterTopic(connection.kafka(), connection.registry())) {
      letter = Progress.during(err, "reading dead letters", () -> topic.find(place));
    }
    Original original;
    try (Originals originals = new Originals(connection.kafka())) {
      original = Progress.during(err, "looking for the original", () -> originals.of(letter));
    }
    PrintWriter console = spec.commandLine().getOut();
    print(letter, original, console);
    if (out != null) {
      new OriginalFile(connection, console).write(letter, original, out);
    }
    console.flush();
    return 0;
  }

  private static void print(StoredLetter stored, Original original, PrintWriter console) {
    DeadLetter letter = stored.letter();
    row(console, "dead letter", stored.place());
    row(console, "failed at", letter.getFailedAt());
    row(console, "source", letter.getSourceId() == null ? "not known" : letter.getSourceId());
    row(console, "stage", letter.getStage());
    row(console, "category", letter.getCategory());
    row(console, "message", letter.getMessage());
    row(console, "attempts", letter.getAttempts());
    row(console, "redriven", stored.redrivenAt().map(Object::toString).orElse("no"));
    row(console, "origin", letter.getOrigin());
    row(console, "size", letter.getOriginalSize() + " bytes");
    row(console, "original", standing(original));
    HexDump.lines(original.value().orElseGet(stored::keptBytes)).forEach(console::println);
  }

  private static String standing(Original original) {
    if (original instanceof Original.OnItsTopic) {
      return "where it came from";
    }
    return original instanceof Original.Lost lost
        ? "cannot be put back: " + lost.reason()
        : "gone from its topic, whole in the letter";
  }

  private static void row(PrintWriter console, String name, Object value) {
    console.println(String.format(Locale.ROOT, "%-12s %s", name, plain(value)));
  }

  /** Longer than a cell of a table may be, but as harmless. */
  private static String plain(Object value) {
    return value
        .toString()
        .codePoints()
        .filter(c -> !Character.isISOControl(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
