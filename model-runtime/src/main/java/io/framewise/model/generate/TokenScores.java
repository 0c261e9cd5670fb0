package io.framewise.model.generate;

import java.util.Arrays;
import java.util.Collection;
import java.util.PriorityQueue;

/**
 * Scores of a whole vocabulary on their way to a choice. The formulas are those of the logits
 * processors in Transformers' {@code generation/logits_process.py}; a token that is ruled out has
 * the score minus infinity.
 */
final class TokenScores {

  private static final float OUT = Float.NEGATIVE_INFINITY;
  private static final int ID_BITS = 32;

  private final float[] scores;

  TokenScores(float[] logits) {
    scores = logits.clone();
  }

  float[] values() {
    return scores;
  }

  /** {@code RepetitionPenaltyLogitsProcessor}: s is divided by it, or multiplied where below 0. */
  void penalise(Collection<Long> context, double penalty) {
    if (penalty == 1) {
      return;
    }
    float factor = (float) penalty;
    for (long token : context) {
      float score = scores[(int) token];
      scores[(int) token] = score < 0 ? score * factor : score / factor;
    }
  }

  /** {@code TemperatureLogitsWarper}: s / t. */
  void divide(double temperature) {
    float divisor = (float) temperature;
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= divisor;
    }
  }

  /** Whether the highest score is still a number. */
  boolean comparable() {
    return Float.isFinite(scores[highest()]);
  }

  /** {@code TopKLogitsWarper}: out goes what is below the k-th highest; 0 keeps all. */
  void keepHighest(int count) {
    if (count == 0 || count >= scores.length) {
      return;
    }
    PriorityQueue<Float> highest = new PriorityQueue<>();
    for (float score : scores) {
      if (highest.size() < count) {
        highest.add(score);
      } else if (score > highest.peek()) {
        highest.poll();
        highest.add(score);
      }
    }
    float least = highest.element();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scores[i] < least ? OUT : scores[i];
    }
  }

  /**
   * {@code TopPLogitsWarper}: in ascending order, out goes what together with all below it has a
   * probability of at most 1 - p. The highest stays.
   */
  void keepMass(double share) {
    if (share >= 1) {
      return;
    }
    long[] ascending = ascending();
    double[] weights = weights();
    double limit = (1 - share) * Arrays.stream(weights).sum();
    double below = 0;
    for (int i = 0; i + 1 < ascending.length; i++) {
      int token = (int) ascending[i];
      below += weights[token];
      if (below > limit) {
        return;
      }
      scores[token] = OUT;
    }
  }

  /** Tokens that are not out, by score; each in the lower half of a number that sorts so. */
  private long[] ascending() {
    long[] keys = new long[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] != OUT) {
        int bits = Float.floatToIntBits(scores[i]);
        int ordered = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
        keys[count++] = (long) ordered << ID_BITS | i;
      }
    }
    long[] taken = Arrays.copyOf(keys, count);
    Arrays.sort(taken);
    return taken;
  }

  /** The token with the highest score, the first of equals. */
  int highest() {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /**
   * The token at a place of the distribution, {@code softmax} of the scores laid end to end in the
   * order of the vocabulary.
   *
   * @param place from 0 to below 1
   */
  int draw(double place) {
    double[] weights = weights();
    double left = place * Arrays.stream(weights).sum();
    int last = highest();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        left -= weights[i];
        last = i;
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** Softmax, but for the division by its sum. */
  private double[] weights() {
    float top = scores[highest()];
    double[] weights = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      weights[i] = scores[i] == OUT ? 0 : Math.exp(scores[i] - top);
    }
    return weights;
  }
}
