package io.framewise.model.generate;

import io.framewise.model.engine.Look;
import io.framewise.model.internvl.Tokens;
import java.util.List;

/**
 * Answers the questions of a look.
 *
 * @param look the look
 * @param forms of answers that are written
 * @param vocabulary of the model
 */
record LookAnswers(TokenizedLook look, AnswerForms forms, Tokens vocabulary)
    implements AnswerMaker {

  @Override
  public QuestionRun answer(int number, int branch, int start) {
    Look.Ask ask = look.look().questions().get(number);
    List<long[]> answers = look.answers().get(number);
    if (!answers.isEmpty()) {
      return new ScoredAnswer(ask, answers, branch, start);
    }
    int limit = look.newTokens(number);
    GeneratedAnswer answer =
        new GeneratedAnswer(
            0,
            branch,
            start,
            limit,
            forms.choice(ask.form(), limit),
            GeneratedAnswer.Progress.UNWATCHED);
    return new WrittenAnswer(ask.questionId(), vocabulary, answer);
  }
}
