package io.framewise.admin.letters;

import io.framewise.admin.letters.LetterTopic.Newest;
import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.topic.PlainErrors;
import io.framewise.platform.topic.RecordPlace;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise dead-letters redrive}. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description =
        "Put originals back onto the topics that they came from, byte for byte, once the cause is gone. Exit code 1 when one could not be put back.",
    footer = {
      "",
      "A record that fails again becomes a new dead letter with one attempt more. A letter is redriven once;",
      "--again does it once more. A frame whose windows have closed meanwhile counts as late.",
      "",
      "Examples:",
      "  framewise dead-letters redrive 0@12 0@13",
      "  framewise dead-letters redrive --all --source door --category bad-record --from 1h"
    })
final class RedriveDeadLetters implements Callable<Integer> {

  private static final int MOST = 10_000;

  @Mixin private SettingsOptions options;
  @Mixin private LetterOptions which;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "REF",
      arity = "0..*",
      description = "Places of dead letters: partition@offset.")
  private List<String> refs = List.of();

  @Option(
      names = "--all",
      description = "All that the other flags name and that were not redriven, up to " + MOST + ".")
  private boolean all;

  @Option(names = "--again", description = "Those too that were redriven before.")
  private boolean again;

  /**
   * Puts them back.
   *
   * @throws UserError when it is not said which, or the broker is not there
   */
  @Override
  public Integer call() {
    if (refs.isEmpty() != all || (!all && which.given())) {
      throw new UserError(
          "it must be said which dead letters to redrive",
          "name their REFs, or give --all with flags such as --source and --category");
    }
    List<LetterPlace> places = refs.stream().map(LetterPlace::parse).distinct().toList();
    Connection connection = Connection.of(options);
    return PlainErrors.explain(connection.kafka(), () -> redrive(connection, places));
  }

  private int redrive(Connection connection, List<LetterPlace> places) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (LetterTopic topic = new LetterTopic(connection.kafka(), connection.registry());
        Redriver redriver = new Redriver(connection.kafka(), topic);
        Originals originals = new Originals(connection.kafka())) {
      Newest listed = Progress.during(err, "reading dead letters", () -> listed(topic, places));
      Way way = new Way(topic, originals, redriver);
      int done = 0;
      for (StoredLetter letter : listed.letters()) {
        done += redrive(letter, way, out) ? 1 : 0;
      }
      out.println(done + " of " + listed.letters().size() + " redriven");
      if (listed.matching() > listed.letters().size()) {
        out.println(
            listed.matching()
                + " match; these were the newest "
                + MOST
                + ", --from and --to name the others");
      }
      out.flush();
      return done == listed.letters().size() ? 0 : CommandRunner.EXIT_FAILURE;
    }
  }

  private Newest listed(LetterTopic topic, List<LetterPlace> places) {
    return all
        ? topic.newest(which.filter(), MOST, again)
        : new Newest(topic.at(places), places.size());
  }

  private boolean redrive(StoredLetter listed, Way way, PrintWriter out) {
    boolean done = false;
    String outcome;
    if (listed.redrivenAt().isPresent() && !again) {
      outcome = "was redriven at " + listed.redrivenAt().get() + "; --again does it once more";
    } else {
      Optional<StoredLetter> letter = way.topic().whole(listed);
      Original original =
          letter
              .map(way.originals()::of)
              .orElseGet(() -> new Original.Lost("retention has removed the letter"));
      if (original instanceof Original.Lost lost) {
        outcome = "cannot be redriven: " + lost.reason();
      } else {
        RecordPlace place = way.redriver().redrive(letter.orElseThrow(), original);
        outcome = "back at " + place + ", attempt " + (listed.letter().getAttempts() + 1);
        done = true;
      }
    }
    out.println(listed.place() + ": " + outcome);
    out.flush();
    return done;
  }

  /** From a letter to its original, and back onto its topic. */
  private record Way(LetterTopic topic, Originals originals, Redriver redriver) {}
}
