package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;

/**
 * What an alert is about.
 *
 * @param part the part's id where each part has an alert of its own; otherwise empty
 */
record AlertKey(String sourceId, String questionSetId, String questionId, String part) {

  private static final char JOINT = ':';

  /** No question set has this id. */
  private static final String NO_SET = "";

  /** The key of an alert about a source as a whole. */
  AlertKey(String sourceId, String questionSetId, String questionId) {
    this(sourceId, questionSetId, questionId, "");
  }

  /** The key of an alert about the pictures themselves, which no question set asks about. */
  static AlertKey ofCondition(String sourceId, String condition) {
    return new AlertKey(sourceId, NO_SET, condition);
  }

  /** Whether an alert is about the pictures themselves. */
  static boolean isOfCondition(Alert alert) {
    return alert.getQuestionSetId().equals(NO_SET);
  }

  /** Whether a key on the topic is that of an alert about one part. */
  static boolean isOfPart(String alertKey) {
    return alertKey.chars().filter(character -> character == JOINT).count() > 2;
  }

  /** The key on the topic: the ids, joined by colons; colons in the ids are escaped. */
  String text() {
    String key = escaped(sourceId) + JOINT + escaped(questionSetId) + JOINT + escaped(questionId);
    return part.isEmpty() ? key : key + JOINT + escaped(part);
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace(":", "%3A");
  }
}
