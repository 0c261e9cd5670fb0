package io.framewise.model.engine;

/** A prompt that leaves no room for its answer in the model's context. */
public final class ContextExceededException extends LookRefusedException {

  private static final long serialVersionUID = 1L;

  /** A prompt of so many tokens and an answer of so many, where {@code context} fit together. */
  public ContextExceededException(int prompt, int answer, int context) {
    super(
        0,
        "the prompt has "
            + prompt
            + " tokens and the answer up to "
            + answer
            + ", the model takes "
            + context
            + " together");
  }
}
