package io.framewise.lab.training;

import io.framewise.lab.training.QuestionScore.Try;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Predicted probability against hit rate, a panel a question, as SVG: a model that knows how sure
 * it may be has its dots on the diagonal. A dot's area tells how many answers it stands for.
 */
final class CalibrationPlot {

  private static final int PANEL = 190;
  private static final int PLOT = 130;
  private static final int MARGIN = 36;
  private static final int COLUMNS = 4;
  private static final double LOWEST = 0.2;
  private static final int BINS = 8;
  private static final double LARGEST_DOT = 11;

  private final StringBuilder svg = new StringBuilder();

  private CalibrationPlot() {}

  static String of(Collection<QuestionScore> scores) {
    List<QuestionScore> scored = scores.stream().filter(CalibrationPlot::hasChoices).toList();
    return new CalibrationPlot().draw(scored);
  }

  private static boolean hasChoices(QuestionScore score) {
    return score.tries().stream().anyMatch(one -> one.probability().isPresent());
  }

  private String draw(List<QuestionScore> scores) {
    int rows = (scores.size() + COLUMNS - 1) / COLUMNS;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"10\">%n",
        COLUMNS * PANEL, rows * PANEL + 10);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
    for (int i = 0; i < scores.size(); i++) {
      add("<g transform=\"translate(%d %d)\">%n", i % COLUMNS * PANEL, i / COLUMNS * PANEL);
      panel(scores.get(i));
      add("</g>%n");
    }
    add("</svg>%n");
    return svg.toString();
  }

  private void panel(QuestionScore score) {
    add("<text x=\"%d\" y=\"20\">%s</text>%n", MARGIN, score.question().getText());
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n",
        MARGIN, MARGIN - 8, PLOT, PLOT);
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#bbb\" stroke-dasharray=\"4 3\"/>%n",
        x(LOWEST), y(LOWEST), x(1), y(1));
    for (int tenths = 2; tenths <= 10; tenths += 4) {
      double at = tenths / 10.0;
      add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f</text>%n", x(at), PANEL - 14, at);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n", MARGIN - 4, y(at) + 3, at);
    }
    for (List<Try> bin : bins(score.tries())) {
      dot(bin, score.tries().size());
    }
  }

  private void dot(List<Try> bin, int all) {
    double said = bin.stream().mapToDouble(one -> one.probability().orElse(0)).average().orElse(0);
    double hits = QuestionScore.share(bin);
    add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#2f7de1\" fill-opacity=\"0.7\"><title>said %.3f, right %.3f of %d</title></circle>%n",
        x(said),
        y(Math.max(LOWEST, hits)),
        2 + LARGEST_DOT * Math.sqrt((double) bin.size() / all),
        said,
        hits,
        bin.size());
  }

  private static List<List<Try>> bins(List<Try> tries) {
    List<List<Try>> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(new ArrayList<>());
    }
    for (Try one : tries) {
      double share = (one.probability().orElse(0) - LOWEST) / (1 - LOWEST);
      bins.get(Math.max(0, Math.min(BINS - 1, (int) (share * BINS)))).add(one);
    }
    return bins.stream().filter(bin -> !bin.isEmpty()).toList();
  }

  private static double x(double probability) {
    return MARGIN + PLOT * (probability - LOWEST) / (1 - LOWEST);
  }

  private static double y(double rate) {
    return MARGIN - 8 + PLOT * (1 - (rate - LOWEST) / (1 - LOWEST));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
