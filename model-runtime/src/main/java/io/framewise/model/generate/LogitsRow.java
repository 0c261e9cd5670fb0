package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import io.framewise.model.generate.GeneratedToken.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What the model says about the next token of one answer. Valid during one step. */
public final class LogitsRow {

  private static final Comparator<Scored> LEAST_FIRST =
      Comparator.comparingDouble(Scored::logProbability)
          .thenComparing(Comparator.comparingLong(Scored::id).reversed());

  private final NDArray logits;
  private final int row;
  private final long likeliest;
  private float[] values;

  /** The row of [answers, vocabulary] whose highest value is at {@code likeliest}. */
  LogitsRow(NDArray logits, int row, long likeliest) {
    this.logits = logits;
    this.row = row;
    this.likeliest = likeliest;
  }

  /** The likeliest token. */
  public long likeliest() {
    return likeliest;
  }

  /** All of them; copied from the device when first asked for. */
  public float[] values() {
    if (values == null) {
      values = logits.get(row).toFloatArray();
    }
    return values;
  }

  /** Natural logarithm of a token's probability. */
  public double logProbability(long token) {
    return values()[(int) token] - logSumExp();
  }

  /** The likeliest tokens, the likeliest first, of equals the first in the vocabulary. */
  public List<Scored> best(int count) {
    if (count == 0) {
      return List.of();
    }
    double normaliser = logSumExp();
    PriorityQueue<Scored> best = new PriorityQueue<>(LEAST_FIRST);
    for (int i = 0; i < values().length; i++) {
      double score = values()[i] - normaliser;
      if (best.size() < count || score > best.element().logProbability()) {
        best.add(new Scored(i, score));
      }
      if (best.size() > count) {
        best.poll();
      }
    }
    List<Scored> ordered = new ArrayList<>(best);
    ordered.sort(LEAST_FIRST.reversed());
    return ordered;
  }

  private double logSumExp() {
    double top = values()[(int) likeliest];
    double sum = 0;
    for (float value : values()) {
      sum += Math.exp(value - top);
    }
    return top + Math.log(sum);
  }
}
