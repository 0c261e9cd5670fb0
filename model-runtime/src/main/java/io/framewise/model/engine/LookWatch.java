package io.framewise.model.engine;

/** Whoever asked something hears here how it goes. Called on the engine's thread. */
public interface LookWatch {

  /** Asked before each step: false ends the look there, and its place is free for the next step. */
  default boolean wanted() {
    return true;
  }

  /** It runs from now on; until then it waited for room. */
  default void begun() {}

  /** Its pixels are not needed any more; the engine has closed them. */
  default void seen() {}

  /** Its prompt has been read, and the first token of each of its answers is chosen. */
  default void answering() {}

  /** It has ended; said once, whatever became of it. */
  void ended(LookEnd end);
}
