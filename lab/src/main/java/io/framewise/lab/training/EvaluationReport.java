package io.framewise.lab.training;

import java.util.Collection;
import java.util.Locale;

/** An evaluation as a table in Markdown. */
final class EvaluationReport {

  private EvaluationReport() {}

  static String table(Collection<QuestionScore> scores) {
    StringBuilder table = new StringBuilder();
    table.append("| question | answer | windows | right | of combinations kept back |\n");
    table.append("|---|---|---|---|---|\n");
    for (QuestionScore score : scores) {
      long unseen = score.tries().stream().filter(QuestionScore.Try::unseen).count();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %.1f %% | %.1f %% of %d |%n",
              score.question().getText(),
              score.question().getAnswerType().name().toLowerCase(Locale.ROOT),
              score.tries().size(),
              100 * score.share(),
              100 * score.unseenShare(),
              unseen));
    }
    return table.toString();
  }
}
