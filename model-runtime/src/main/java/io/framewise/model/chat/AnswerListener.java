package io.framewise.model.chat;

import io.framewise.model.generate.GeneratedToken;

/** Hears of answers while they are made, on the thread that makes them. */
public interface AnswerListener {

  /** Hears nothing and stops nothing. */
  AnswerListener NONE = new AnswerListener() {};

  /** A token of the answer of a conversation. */
  default void token(int conversation, GeneratedToken token) {}

  /** The next piece of text of an answer; all pieces together are its text. */
  default void text(int conversation, String piece) {}

  /** Whether all answers are to end where they are. Asked between tokens and between tiles. */
  default boolean cancelled() {
    return false;
  }
}
