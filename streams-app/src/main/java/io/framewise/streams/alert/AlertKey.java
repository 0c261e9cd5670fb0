package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;

/** What an alert is about. */
record AlertKey(String sourceId, String questionSetId, String questionId) {

  static AlertKey of(Alert alert) {
    return new AlertKey(alert.getSourceId(), alert.getQuestionSetId(), alert.getQuestionId());
  }

  /** The key on the topic: the parts joined by colons, colons in them escaped. */
  String text() {
    return String.join(":", escaped(sourceId), escaped(questionSetId), escaped(questionId));
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace(":", "%3A");
  }
}
