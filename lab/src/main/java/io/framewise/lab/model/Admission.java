package io.framewise.lab.model;

/** When requests that have arrived are given to the engine. */
enum Admission {
  /** One after the other. */
  SEQUENTIAL(1),
  /**
   * All that have arrived, once the last batch has ended. As an engine does it that runs a batch
   * whole: nobody has a first token before all prompts are read, or an answer before all have.
   */
  STATIC(Integer.MAX_VALUE),
  /** At once. */
  CONTINUOUS(Integer.MAX_VALUE);

  private final int most;

  Admission(int most) {
    this.most = most;
  }

  /** How many may be given now, where so many are with the engine. */
  int room(int inEngine) {
    return this == CONTINUOUS || inEngine == 0 ? most : 0;
  }

  /** Whether what one of a batch has is had only when all have it. */
  boolean together() {
    return this == STATIC;
  }
}
