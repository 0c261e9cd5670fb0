package io.framewise.model.engine;

import io.framewise.contract.avro.AnswerType;

/** What an answer that is written token by token may be. */
public enum AnswerForm {
  /** Any text. */
  TEXT,
  /** A number. */
  NUMBER,
  /** Boxes as InternVL writes them, or that there are none. */
  BOXES,
  /** Points as InternVL writes them, or that there are none. */
  POINTS;

  /** The form of the answers to a type of question. */
  public static AnswerForm of(AnswerType type) {
    return switch (type) {
      case NUMBER -> NUMBER;
      case BOX -> BOXES;
      case POINT -> POINTS;
      case TEXT, YES_NO, CHOICE -> TEXT;
    };
  }
}
