package io.framewise.platform.fit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The tokens that may come at a place, and where each leads. */
final class Moves {

  private final Vocabulary vocabulary;
  private final long[] mask;
  private final Map<State, IntList> targets = new HashMap<>();
  private final boolean ends;
  private State[] plain = new State[0];
  private int worst;

  Moves(Vocabulary vocabulary, boolean ends) {
    this.vocabulary = vocabulary;
    this.ends = ends;
    mask = new long[vocabulary.words()];
    if (ends) {
      Vocabulary.set(mask, vocabulary.end());
    }
  }

  /** Allows a token. */
  void add(int token, State target) {
    Vocabulary.set(mask, token);
    targets.computeIfAbsent(target, key -> new IntList()).add(token);
    worst = Math.max(worst, target.term.shortest());
  }

  /**
   * Allows the plain tokens by their lengths.
   *
   * @param states where those of one character lead, of two and so on
   */
  void addPlain(State... states) {
    plain = states;
    long[] tokens = vocabulary.plain(states.length);
    for (int i = 0; i < tokens.length; i++) {
      mask[i] |= tokens[i];
    }
    for (State state : states) {
      worst = Math.max(worst, state.term.shortest());
    }
  }

  /**
   * The tokens after which the text can still be ended.
   *
   * @param left how many more may follow, the end included
   * @param need how many it takes to end from a place
   */
  long[] within(int left, ToIntFunction<State> need) {
    // A byte takes a token at most, the end one more.
    if (worst < left) {
      return mask;
    }
    long[] some = new long[mask.length];
    if (ends) {
      Vocabulary.set(some, vocabulary.end());
    }
    targets.forEach(
        (target, tokens) -> {
          if (need.applyAsInt(target) <= left) {
            tokens.putInto(some);
          }
        });
    for (int i = 0; i < plain.length; i++) {
      if (need.applyAsInt(plain[i]) <= left) {
        for (int token : vocabulary.plainOfLength(i + 1)) {
          Vocabulary.set(some, token);
        }
      }
    }
    return some;
  }

  /** Numbers, as many as come. */
  private static final class IntList {
    private int[] numbers = new int[2];
    private int count;

    void add(int number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, count * 2);
      }
      numbers[count++] = number;
    }

    void putInto(long[] mask) {
      for (int i = 0; i < count; i++) {
        Vocabulary.set(mask, numbers[i]);
      }
    }
  }
}
