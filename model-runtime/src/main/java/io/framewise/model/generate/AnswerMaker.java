package io.framewise.model.generate;

/** Makes what follows each branch of a prompt. */
interface AnswerMaker {

  /**
   * The answer to one branch.
   *
   * @param number which of the branches, from 0
   * @param branch its number among those that see each other
   * @param start position of the first token of the answer
   */
  QuestionRun answer(int number, int branch, int start);
}
