package io.framewise.model.engine;

import io.framewise.contract.UserError;

/** A look that the model cannot run, whatever else is in the batch. The message is for people. */
public class LookRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int index;

  /** A refusal of the look at {@code index} of the batch. */
  public LookRefusedException(int index, String message) {
    super(message);
    this.index = index;
  }

  /**
   * The same as an error for people.
   *
   * @param wayOut what to do where it is not the model's fault
   */
  public UserError forPeople(String wayOut) {
    return new UserError(getMessage(), wayOut, this);
  }

  /** The same of the look at another place. */
  public LookRefusedException at(int place) {
    return new LookRefusedException(place, getMessage());
  }

  /** Which look of the batch is refused. */
  public final int index() {
    return index;
  }
}
