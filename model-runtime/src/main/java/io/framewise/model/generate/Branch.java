package io.framewise.model.generate;

import io.framewise.model.engine.Look;
import java.util.List;

/** One question on its way to an answer. */
final class Branch {

  private final TokenizedLook look;
  private final int row;
  private final int question;
  private final GeneratedAnswer generated;

  Branch(TokenizedLook look, int row, int question) {
    this.look = look;
    this.row = row;
    this.question = question;
    generated =
        new GeneratedAnswer(
            row,
            number(),
            answerStart(),
            look.newTokens(question),
            GeneratedAnswer::likeliest,
            GeneratedAnswer.Progress.UNWATCHED);
  }

  TokenizedLook look() {
    return look;
  }

  int row() {
    return row;
  }

  Look.Ask ask() {
    return look.look().questions().get(question);
  }

  /** Its number in its row; 0 is the prompt. */
  int number() {
    return question + 1;
  }

  long[] tokens() {
    return look.questions().get(question);
  }

  List<long[]> answers() {
    return look.answers().get(question);
  }

  boolean scored() {
    return !answers().isEmpty();
  }

  /** Position of the first token of the question. */
  int start() {
    return look.prefix().ids().length;
  }

  /** Position of the first token of the answer. */
  int answerStart() {
    return start() + tokens().length;
  }

  /** The answer that is generated where none is scored. */
  GeneratedAnswer generated() {
    return generated;
  }
}
