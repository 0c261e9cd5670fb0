package io.framewise.admin.events;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.FinishReason;

/** What to know before an answer is believed, in brackets before it. */
public final class AnswerCaution {

  private AnswerCaution() {}

  /** The words, with a blank at their end; empty when there is nothing. */
  public static String of(Answer answer) {
    String guessed =
        Boolean.FALSE.equals(answer.getKnownQuestion())
            ? "[not a question that the model knows] "
            : "";
    return answer.getFinishReason() == FinishReason.LENGTH ? guessed + "[cut] " : guessed;
  }
}
