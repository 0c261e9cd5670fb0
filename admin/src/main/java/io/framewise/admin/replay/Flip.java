package io.framewise.admin.replay;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.alert.AnswerWords;
import java.util.List;

/**
 * A question that was answered in another way the second time.
 *
 * @param window start of the window, ISO 8601
 * @param subject what the window is about; empty for a span of time
 * @param then the answer of then, in few words
 * @param thenProbability its probability; null without one
 * @param now the answer of now
 * @param nowProbability its probability
 * @param frames places of the frames of the window, for {@code frames get}
 */
record Flip(
    String window,
    String subject,
    String then,
    Double thenProbability,
    String now,
    Double nowProbability,
    List<String> frames) {

  static Flip of(AnalysisEvent event, Answer then, Answer now) {
    return new Flip(
        event.getWindow().getStart().toString(),
        event.getWindow().getSubject(),
        words(then),
        then.getProbability(),
        words(now),
        now.getProbability(),
        event.getFrames().stream().map(frame -> RecordPlace.of(frame).toString()).toList());
  }

  private static String words(Answer answer) {
    return answer.getValid() ? AnswerWords.of(answer) : "invalid: " + answer.getText();
  }
}
