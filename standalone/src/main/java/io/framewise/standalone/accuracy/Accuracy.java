package io.framewise.standalone.accuracy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each question was answered rightly.
 *
 * @param questions counts by question id, in the order in which they were first answered
 */
public record Accuracy(Map<String, Count> questions) {

  /**
   * Answers to one question.
   *
   * @param right of them
   * @param judged all that could be judged
   */
  public record Count(long right, long judged) {

    private Count plus(boolean wasRight) {
      return new Count(right + (wasRight ? 1 : 0), judged + 1);
    }

    /** Share of right ones, from 0 to 1. */
    public double share() {
      return (double) right / judged;
    }
  }

  /** Counts verdicts, each a window's by question id. */
  public static Accuracy of(Collection<Map<String, Boolean>> verdicts) {
    Map<String, Count> counts = new LinkedHashMap<>();
    for (Map<String, Boolean> window : verdicts) {
      window.forEach(
          (question, right) ->
              counts.put(question, counts.getOrDefault(question, new Count(0, 0)).plus(right)));
    }
    return new Accuracy(counts);
  }

  /** Shares of right answers by question id. */
  public Map<String, Double> shares() {
    Map<String, Double> shares = new LinkedHashMap<>();
    questions.forEach((question, count) -> shares.put(question, count.share()));
    return shares;
  }

  /** How many answers could be judged, by question id. */
  public Map<String, Long> judged() {
    Map<String, Long> judged = new LinkedHashMap<>();
    questions.forEach((question, count) -> judged.put(question, count.judged()));
    return judged;
  }
}
