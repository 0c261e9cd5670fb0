package io.framewise.platform.fit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A text that is being written, token by token, and always fits. It ends within its limit: when so
 * many tokens are left as its shortest end takes, that end is written.
 */
public final class FittedText {

  private static final int BITS = 6;

  private final Fitting fitting;
  private final Deque<Long> certain = new ArrayDeque<>();
  private State state;
  private int left;
  private boolean closing;

  FittedText(Fitting fitting, int limit) {
    this.fitting = fitting;
    state = fitting.beginning();
    left = limit;
  }

  /**
   * The tokens that come next whatever the model says, the end included; none where it has a say.
   */
  public List<Long> certain() {
    if (certain.isEmpty() && left > 0) {
      findCertain();
    }
    return new ArrayList<>(certain);
  }

  private void findCertain() {
    if (fitting.need(state) >= left) {
      close();
      return;
    }
    int[] forced = fitting.forced(state);
    if (forced.length > 0 && endsWithin(forced)) {
      addAll(forced);
    } else if (state.term == Terms.EMPTY) {
      certain.add(fitting.vocabulary().end());
    }
  }

  private void close() {
    closing = true;
    addAll(fitting.closing(state));
    certain.add(fitting.vocabulary().end());
  }

  private void addAll(int[] tokens) {
    for (int token : tokens) {
      certain.add((long) token);
    }
  }

  private boolean endsWithin(int[] tokens) {
    State last = state;
    for (int token : tokens) {
      last = fitting.after(last, (long) token);
    }
    return fitting.need(last) <= left - tokens.length;
  }

  /** The next token where it is certain. */
  public OptionalLong next() {
    List<Long> tokens = certain();
    return tokens.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tokens.get(0));
  }

  /**
   * The next token: the certain one, or of those that fit the one with the highest score.
   *
   * @param likeliest the one with the highest score of all
   * @param scores of all tokens; asked for only where the likeliest does not fit
   */
  public long best(long likeliest, Supplier<float[]> scores) {
    OptionalLong next = next();
    if (next.isPresent()) {
      return next.getAsLong();
    }
    if (fitting.fits(state, likeliest, left - 1)) {
      return likeliest;
    }
    OptionalLong highest =
        fitting.narrow(state)
            ? highest(fitting.allowed(state, left - 1), scores.get())
            : highestThatFits(scores.get());
    return highest.isPresent() ? highest.getAsLong() : nothingElse();
  }

  /** Where most tokens fit, few have to be looked at; of equals the first one. */
  private OptionalLong highestThatFits(float[] scores) {
    int best = -1;
    for (int token = 0; token < scores.length; token++) {
      boolean better = best < 0 || scores[token] > scores[best];
      best = better && fitting.fits(state, token, left - 1) ? token : best;
    }
    return best < 0 ? OptionalLong.empty() : OptionalLong.of(best);
  }

  /** Where nothing can be added within the limit, the shortest end is what is left. */
  private long nothingElse() {
    close();
    return certain.element();
  }

  private static OptionalLong highest(long[] allowed, float[] scores) {
    int best = -1;
    for (int word = 0; word < allowed.length; word++) {
      for (long bits = allowed[word]; bits != 0; bits &= bits - 1) {
        int token = (word << BITS) + Long.numberOfTrailingZeros(bits);
        if (token < scores.length && (best < 0 || scores[token] > scores[best])) {
          best = token;
        }
      }
    }
    return best < 0 ? OptionalLong.empty() : OptionalLong.of(best);
  }

  /** The scores with those of tokens that do not fit at minus infinity. */
  public float[] masked(float[] scores) {
    long[] allowed = next().isPresent() ? only() : fitting.allowed(state, left - 1);
    if (highest(allowed, scores).isEmpty()) {
      nothingElse();
      allowed = only();
    }
    float[] masked = scores.clone();
    for (int token = 0; token < masked.length; token++) {
      masked[token] = Vocabulary.has(allowed, token) ? masked[token] : Float.NEGATIVE_INFINITY;
    }
    return masked;
  }

  private long[] only() {
    long[] only = new long[fitting.vocabulary().words()];
    Vocabulary.set(only, certain.element());
    return only;
  }

  /**
   * Writes the next token.
   *
   * @throws IllegalArgumentException when it does not fit
   */
  public void take(long token) {
    OptionalLong next = next();
    if (next.isPresent() && next.getAsLong() != token) {
      throw new IllegalArgumentException("token " + token + " is not " + next.getAsLong());
    }
    certain.poll();
    left--;
    if (token == fitting.vocabulary().end()) {
      left = 0;
    } else if (!closing) {
      state = fitting.current(fitting.after(state, token));
    }
    if (state.dead()) {
      throw new IllegalArgumentException("token " + token + " does not fit");
    }
  }
}
