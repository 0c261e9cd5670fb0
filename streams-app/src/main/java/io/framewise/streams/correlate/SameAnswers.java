package io.framewise.streams.correlate;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import java.util.Objects;
import java.util.Optional;

/** Since when answers have been the same. Pure. */
final class SameAnswers {

  private SameAnswers() {}

  /**
   * Writes into each valid answer of an event since when it has been the same.
   *
   * @param before the event of the same question set and source before it, where there is one
   */
  static void mark(AnalysisEvent event, Optional<AnalysisEvent> before) {
    for (Answer answer : event.getAnswers()) {
      if (answer.getValid()) {
        answer.setSinceMs(
            before
                .flatMap(earlier -> since(earlier, answer))
                .orElse(event.getCreatedAt().toEpochMilli()));
      }
    }
  }

  private static Optional<Long> since(AnalysisEvent earlier, Answer answer) {
    return earlier.getAnswers().stream()
        .filter(known -> isSame(known, answer))
        .findFirst()
        .map(Answer::getSinceMs);
  }

  private static boolean isSame(Answer one, Answer other) {
    return one.getValid()
        && one.getQuestionId().equals(other.getQuestionId())
        && one.getQuestion().equals(other.getQuestion())
        && one.getAnswerType() == other.getAnswerType()
        && Objects.equals(one.getYesNo(), other.getYesNo())
        && Objects.equals(one.getChoice(), other.getChoice())
        && Objects.equals(one.getNumber(), other.getNumber())
        && Objects.equals(one.getJson(), other.getJson())
        && Objects.equals(one.getBoxes(), other.getBoxes())
        && Objects.equals(one.getPoints(), other.getPoints())
        && (one.getAnswerType() != AnswerType.TEXT || one.getText().equals(other.getText()));
  }
}
