package io.framewise.model.engine;

import io.framewise.contract.avro.Question;

/**
 * What an answer that is written token by token may be.
 *
 * @param kind what it is
 * @param schema of a {@code JSON}, as text; empty otherwise
 */
public record AnswerForm(Kind kind, String schema) {

  /** Kinds of answers. */
  public enum Kind {
    /** Any text. */
    TEXT,
    /** A number. */
    NUMBER,
    /** Boxes as InternVL writes them, or that there are none. */
    BOXES,
    /** Points as InternVL writes them, or that there are none. */
    POINTS,
    /** JSON of a schema. */
    JSON
  }

  /** Any text. */
  public static final AnswerForm TEXT = new AnswerForm(Kind.TEXT, "");

  /** A number. */
  public static final AnswerForm NUMBER = new AnswerForm(Kind.NUMBER, "");

  /** Boxes, or none. */
  public static final AnswerForm BOXES = new AnswerForm(Kind.BOXES, "");

  /** Points, or none. */
  public static final AnswerForm POINTS = new AnswerForm(Kind.POINTS, "");

  /** JSON of a schema. */
  public static AnswerForm json(String schema) {
    return new AnswerForm(Kind.JSON, schema);
  }

  /** The form of the answers to a question. */
  public static AnswerForm of(Question question) {
    return switch (question.getAnswerType()) {
      case NUMBER -> NUMBER;
      case BOX -> BOXES;
      case POINT -> POINTS;
      case JSON -> json(question.getJsonSchema());
      case TEXT, YES_NO, CHOICE -> TEXT;
    };
  }
}
