package io.framewise.admin.trial;

import io.framewise.admin.events.AnswerCaution;
import io.framewise.admin.trial.TriedWindow.TriedAnswer;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Question;
import io.framewise.platform.terminal.Columns;
import io.framewise.streams.alert.AnswerWords;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A trial for people: a line for each window and answer in the order of the windows. */
final class TrialLines implements TrialReport {

  private static final int TIME = 24;
  private static final String NONE = "-";

  private final PrintWriter out;
  private final String format;
  private final Map<Integer, TriedWindow> early = new TreeMap<>();
  private int next;

  TrialLines(List<Question> questions, PrintWriter out) {
    this.out = out;
    int width = questions.stream().mapToInt(question -> question.getId().length()).max().orElse(1);
    this.format =
        "%-" + TIME + "s  %-" + Math.max(width, "QUESTION".length()) + "s  %-11s  %-5s  %s%n";
    line("WINDOW", "QUESTION", "PROBABILITY", "ALERT", "ANSWER");
  }

  @Override
  public void add(TriedWindow window) {
    early.put(window.index(), window);
    while (early.containsKey(next)) {
      print(early.remove(next));
      next++;
    }
  }

  @Override
  public String end(TrialTally tally) {
    early.values().forEach(this::print);
    StringBuilder summary = new StringBuilder();
    summary.append(tally.all()).append(" windows: ");
    summary.append(tally.of(EventStatus.ANSWERED)).append(" answered, ");
    summary.append(tally.of(EventStatus.INVALID)).append(" invalid, ");
    summary.append(tally.of(EventStatus.FAILED)).append(" failed, ");
    summary.append(tally.of(EventStatus.EXPIRED)).append(" expired");
    tally
        .medianLatencyMs()
        .ifPresent(median -> summary.append("; median latency ").append(median).append(" ms"));
    summary.append("; alert rules met: ").append(tally.alertsMet());
    if (tally.open() > 0) {
      summary.append("; stopped, not awaited: ").append(tally.open());
    }
    if (tally.leftOut() > 0) {
      summary.append("; older ones left out: ").append(tally.leftOut());
    }
    return summary.toString();
  }

  private void print(TriedWindow window) {
    String start = window.event().getWindow().getStart().toString();
    if (window.answers().isEmpty()) {
      line(
          start,
          NONE,
          NONE,
          NONE,
          Columns.plain(lower(window) + ": " + window.event().getReason()));
    }
    for (TriedAnswer tried : window.answers()) {
      Answer answer = tried.answer();
      line(
          start,
          answer.getQuestionId(),
          answer.getProbability() == null ? NONE : fixed(answer.getProbability()),
          tried.meetsAlert().map(met -> met ? "met" : "no").orElse(NONE),
          AnswerCaution.of(answer) + words(answer));
    }
    out.flush();
  }

  private static String words(Answer answer) {
    return Columns.plain(
        answer.getValid() ? AnswerWords.of(answer) : "invalid: " + answer.getText());
  }

  private void line(String time, String question, String probability, String alert, String answer) {
    out.printf(Locale.ROOT, format, time, Columns.plain(question), probability, alert, answer);
  }

  private static String lower(TriedWindow window) {
    return window.event().getStatus().name().toLowerCase(Locale.ROOT);
  }

  private static String fixed(double probability) {
    return String.format(Locale.ROOT, "%.3f", probability);
  }
}
