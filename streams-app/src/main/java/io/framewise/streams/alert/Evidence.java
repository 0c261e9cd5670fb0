package io.framewise.streams.alert;

import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.streams.questions.AlertCondition;
import java.time.Instant;
import java.util.Optional;

/**
 * What an event says about the alert rule of one question.
 *
 * @param event the event
 * @param answer its valid answer to the question; empty when there is none
 * @param result whether that meets the rule
 */
public record Evidence(AnalysisEvent event, Optional<Answer> answer, RuleResult result) {

  /** Evaluates a rule for an event. */
  public static Evidence of(AnalysisEvent event, String questionId, AlertRule rule) {
    Optional<Answer> answer =
        event.getAnswers().stream()
            .filter(found -> found.getQuestionId().equals(questionId))
            .filter(Answer::getValid)
            .findFirst();
    RuleResult result =
        answer
            .filter(valid -> isProbable(valid, rule.getProbability()))
            .map(valid -> AlertCondition.meets(rule.getWhen(), valid))
            .map(meets -> meets ? RuleResult.MET : RuleResult.NOT_MET)
            .orElse(RuleResult.UNKNOWN);
    return new Evidence(event, answer, result);
  }

  /** The time of the evidence: the end of the window, in event time. */
  Instant at() {
    return event.getWindow().getEnd();
  }

  /** The answer in few words; null when there is none. */
  String value() {
    return answer.map(AnswerWords::of).orElse(null);
  }

  /** The answer's probability; null when it has none. */
  Double probability() {
    return answer.map(Answer::getProbability).orElse(null);
  }

  /** Whether the model was trained for the question; null where that is not known. */
  Boolean knownQuestion() {
    return answer.map(Answer::getKnownQuestion).orElse(null);
  }

  private static boolean isProbable(Answer answer, double wanted) {
    return wanted == 0 || (answer.getProbability() != null && answer.getProbability() >= wanted);
  }
}
