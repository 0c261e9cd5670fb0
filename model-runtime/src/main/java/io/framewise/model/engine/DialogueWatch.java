package io.framewise.model.engine;

/** Whoever began a dialogue hears here how it goes on. Called on the engine's thread. */
public interface DialogueWatch {

  /** Asked before each step: false ends it there, and its place is free for the next step. */
  default boolean wanted() {
    return true;
  }

  /** It runs from now on; until then it waited for room. */
  default void begun() {}

  /** Its pixels are not needed any more; the engine has closed them. */
  default void seen() {}

  /**
   * An answer goes on. All its pieces together are its text.
   *
   * @param answer which of the answers beside each other, from 0
   */
  default void piece(int answer, Piece piece) {}

  /** It has ended; said once, whatever became of it. */
  void ended(DialogueEnd end);
}
