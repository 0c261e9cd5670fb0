package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows answers as they come: all of them, or the first ones and then where to see the rest.
 * Confined to one thread.
 */
final class AnswerPrinter implements Consumer<AnalysisEvent> {

  private static final int SHOWN = 8;
  private static final int MAX_TEXT = 60;

  private final Console console;
  private final boolean all;
  private int count;

  /** A printer of all answers, or of the first ones. */
  AnswerPrinter(Console console, boolean all) {
    this.console = console;
    this.all = all;
  }

  @Override
  public void accept(AnalysisEvent event) {
    count++;
    if (count == 1) {
      console.say(
          String.format(
              Locale.ROOT,
              "first event %.1f s after the start",
              Latencies.sinceStart(Instant.now()) / 1000.0));
    }
    if (all || count <= SHOWN) {
      console.say(
          "  " + event.getSourceId() + " / " + event.getQuestionSetId() + ": " + describe(event));
    } else if (count == SHOWN + 1) {
      console.say("  ... and so on; the page shows them all");
    }
  }

  private static String describe(AnalysisEvent event) {
    if (event.getAnswers().isEmpty()) {
      return event.getStatus() + " (" + event.getReason() + ")";
    }
    StringBuilder line = new StringBuilder();
    for (Answer answer : event.getAnswers()) {
      line.append(line.isEmpty() ? "" : "; ")
          .append(answer.getQuestionId())
          .append(" = ")
          .append(shortened(answer.getText()));
      if (answer.getProbability() != null) {
        line.append(String.format(Locale.ROOT, " (%.0f %%)", answer.getProbability() * 100));
      }
    }
    return line.toString();
  }

  /** Text from a model may hold anything, terminal control sequences too. */
  private static String shortened(String text) {
    String plain =
        text.codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .limit(MAX_TEXT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return '"' + plain + '"';
  }
}
