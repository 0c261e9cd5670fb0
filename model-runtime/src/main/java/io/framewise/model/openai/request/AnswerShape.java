package io.framewise.model.openai.request;

/** What the answer is to be: {@code response_format}. */
public sealed interface AnswerShape {

  /** Any text. */
  record AnyText() implements AnswerShape {}

  /** Any JSON object. */
  record AnyObject() implements AnswerShape {}

  /**
   * JSON of a schema.
   *
   * @param schema the schema as text
   */
  record Fitting(String schema) implements AnswerShape {}
}
