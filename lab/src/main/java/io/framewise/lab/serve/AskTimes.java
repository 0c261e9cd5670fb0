package io.framewise.lab.serve;

import io.framewise.platform.statistics.Percentile;
import java.util.List;

/**
 * What asking came to.
 *
 * @param seconds from the first question to the last answer
 * @param firstTexts seconds of each question to the first text of its answer
 */
record AskTimes(double seconds, List<Double> firstTexts) {

  double perSecond() {
    return firstTexts.size() / seconds;
  }

  double firstTextP95() {
    return Percentile.of(firstTexts, 95).orElse(Double.NaN);
  }

  /** The one that took less time. */
  AskTimes better(AskTimes other) {
    return other == null || seconds < other.seconds ? this : other;
  }
}
