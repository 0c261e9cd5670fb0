package io.framewise.admin.trial;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.Question;
import io.framewise.streams.alert.Evidence;
import io.framewise.streams.alert.RuleResult;
import java.util.List;
import java.util.Optional;

/**
 * A window that was asked about.
 *
 * @param index its place among the windows of the run, from 0
 * @param event how its request ended, as an event of the topology would say it; never published
 * @param answers its answers
 * @param latencyMs from sending the request to its end
 */
public record TriedWindow(
    int index, AnalysisEvent event, List<TriedAnswer> answers, long latencyMs) {

  /**
   * One answer.
   *
   * @param answer the answer
   * @param meetsAlert whether it meets the alert rule of its question; empty without a rule
   */
  public record TriedAnswer(Answer answer, Optional<Boolean> meetsAlert) {}

  static TriedWindow of(int index, AnalysisEvent event, List<Question> questions, long latencyMs) {
    List<TriedAnswer> answers =
        event.getAnswers().stream()
            .map(answer -> new TriedAnswer(answer, meetsAlert(event, answer, questions)))
            .toList();
    return new TriedWindow(index, event, answers, latencyMs);
  }

  private static Optional<Boolean> meetsAlert(
      AnalysisEvent event, Answer answer, List<Question> questions) {
    return questions.stream()
        .filter(question -> question.getId().equals(answer.getQuestionId()))
        .findFirst()
        .map(Question::getAlert)
        .map(rule -> Evidence.of(event, answer.getQuestionId(), rule).result() == RuleResult.MET);
  }

  /** Answers that meet the alert rule of their question. */
  public int alertsMet() {
    return Math.toIntExact(
        answers.stream().filter(answer -> answer.meetsAlert().orElse(false)).count());
  }
}
