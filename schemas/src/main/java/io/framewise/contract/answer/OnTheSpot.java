package io.framewise.contract.answer;

/** What events of questions that are asked on the spot have in the place of ids. */
public final class OnTheSpot {

  /** In the place of a question set's id; no set can be called so. */
  public static final String QUESTION_SET = "(asked)";

  /** The source of pictures that came with a question. */
  public static final String SOURCE = "(asked)";

  private OnTheSpot() {}
}
