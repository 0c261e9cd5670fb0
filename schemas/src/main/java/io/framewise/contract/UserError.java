package io.framewise.contract;

/**
 * An error that a person can do something about: one line that names the thing, and the way out.
 * Ends the process without a stack trace.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String wayOut;

  /** An error with what is wrong and what to do about it. */
  public UserError(String message, String wayOut) {
    this(message, wayOut, null);
  }

  /** The same with a cause, which goes to the log at debug level. */
  public UserError(String message, String wayOut, Throwable cause) {
    super(message, cause);
    this.wayOut = wayOut;
  }

  /** What the person can do. */
  public String wayOut() {
    return wayOut;
  }
}
