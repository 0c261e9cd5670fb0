package io.framewise.admin.replay;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.FrameRef;
import java.util.List;
import java.util.Optional;

/**
 * A window that has answers of both times.
 *
 * @param then its event of then
 * @param now its event of now
 */
record TwoTimes(AnalysisEvent then, AnalysisEvent now) {

  /** Whether both answer a question. */
  boolean answers(String questionId) {
    return answer(then, questionId).isPresent() && answer(now, questionId).isPresent();
  }

  /** The flip of a question that both answer; empty when they agree. */
  Optional<Flip> flip(String questionId) {
    Answer before = answer(then, questionId).orElseThrow();
    Answer after = answer(now, questionId).orElseThrow();
    List<FrameRef> frames = now.getFrames();
    return SameAnswer.test(before, after, frames.get(frames.size() - 1))
        ? Optional.empty()
        : Optional.of(Flip.of(now, before, after));
  }

  private static Optional<Answer> answer(AnalysisEvent event, String questionId) {
    return event.getAnswers().stream()
        .filter(answer -> answer.getQuestionId().equals(questionId))
        .findFirst();
  }
}
