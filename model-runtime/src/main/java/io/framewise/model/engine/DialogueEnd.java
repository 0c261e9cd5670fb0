package io.framewise.model.engine;

import io.framewise.model.engine.BatchResult.LookTimes;
import java.util.List;
import java.util.OptionalDouble;

/** How a dialogue ended. */
public sealed interface DialogueEnd {

  /**
   * Its answers have ended.
   *
   * @param answers in order
   * @param use what it took
   * @param times where its time went
   */
  record Answered(List<Answer> answers, Use use, LookTimes times) implements DialogueEnd {}

  /**
   * It cannot go on, whatever runs beside it.
   *
   * @param cause a {@link LookRefusedException} where the dialogue is at fault
   */
  record Failed(Throwable cause) implements DialogueEnd {}

  /** Nobody wanted it any more. */
  record Unwanted() implements DialogueEnd {}

  /**
   * One answer.
   *
   * @param text without the stop word that ended it
   * @param cut whether it was cut at its limit; else the model or a stop word ended it
   * @param tokens how many were generated
   * @param meanLogProbability of its tokens; empty when not asked for
   */
  record Answer(String text, boolean cut, int tokens, OptionalDouble meanLogProbability) {}

  /**
   * What it took.
   *
   * @param promptTokens of all that precedes an answer
   * @param reusedTokens of these, tokens that need not be read, because they were still there
   * @param imageTokens of these, tokens that stand for pixels
   * @param answerTokens of all answers
   */
  record Use(int promptTokens, int reusedTokens, int imageTokens, int answerTokens) {}
}
