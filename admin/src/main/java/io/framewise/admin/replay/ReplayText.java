package io.framewise.admin.replay;

import io.framewise.platform.terminal.Columns;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result of a replay for people. */
final class ReplayText {

  private ReplayText() {}

  static void print(ReplayResult result, PrintWriter out) {
    Comparison comparison = result.comparison();
    out.println(
        result.windows()
            + " windows of "
            + Columns.plain(result.sourceId())
            + " asked again: "
            + result.endings().entrySet().stream()
                .map(ending -> ending.getValue() + " " + lower(ending.getKey()))
                .collect(Collectors.joining(", "))
            + (result.notAwaited() == 0
                ? ""
                : "; stopped, " + result.notAwaited() + " not awaited"));
    out.println(
        comparison.compared()
            + " were answered both times, "
            + comparison.onlyThen()
            + " only then, "
            + comparison.onlyNow()
            + " only now");
    times("then", comparison.then(), out);
    times("now", comparison.now(), out);
    questions(comparison.questions(), out);
    flips(comparison.questions(), out);
    out.println("events of the replay: " + result.eventsTopic());
  }

  private static void times(String when, ModelTimes times, PrintWriter out) {
    if (times.windows() > 0) {
      out.println(
          when
              + ": "
              + String.join(", ", times.models())
              + ", a window took p50 "
              + times.p50Ms()
              + " ms, p95 "
              + times.p95Ms()
              + " ms");
    }
  }

  private static void questions(List<Agreement> questions, PrintWriter out) {
    Columns table = new Columns("QUESTION", "COMPARED", "AGREED", "FLIPS");
    questions.forEach(
        question ->
            table.row(
                question.questionId(),
                question.compared(),
                question.compared() == 0
                    ? "-"
                    : String.format(
                        Locale.ROOT, "%.1f %%", 100.0 * question.agreed() / question.compared()),
                question.flips().size()));
    out.println();
    table.lines().forEach(out::println);
  }

  private static void flips(List<Agreement> questions, PrintWriter out) {
    Columns table = new Columns("WINDOW", "QUESTION", "THEN", "NOW", "LAST FRAME");
    questions.forEach(
        question ->
            question
                .flips()
                .forEach(
                    flip ->
                        table.row(
                            (flip.window() + " " + flip.subject()).strip(),
                            question.questionId(),
                            answer(flip.then(), flip.thenProbability()),
                            answer(flip.now(), flip.nowProbability()),
                            flip.frames().get(flip.frames().size() - 1))));
    out.println();
    if (questions.stream().anyMatch(question -> !question.flips().isEmpty())) {
      table.lines().forEach(out::println);
      out.println();
    }
  }

  private static String answer(String words, Double probability) {
    return probability == null ? words : words + String.format(Locale.ROOT, " (%.2f)", probability);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
