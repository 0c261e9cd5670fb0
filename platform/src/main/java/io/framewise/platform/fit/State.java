package io.framewise.platform.fit;

/** A place in a text that is being written, and what was found out about it. */
final class State {

  private static final int BYTES = 256;

  final Term term;

  /** By the byte that leads there; null where nobody looked yet. */
  State[] next;

  /** Null until asked for. */
  Moves moves;

  /** Null until asked for. */
  int[] forced;

  /** Null until asked for. */
  int[] closing;

  State(Term term) {
    this.term = term;
  }

  /** Whether no text goes on so. */
  boolean dead() {
    return term == Terms.NOTHING;
  }

  void put(int value, State state) {
    if (next == null) {
      next = new State[BYTES];
    }
    next[value] = state;
  }
}
