package io.framewise.platform.frame;

/**
 * A record of a frames topic that is not a frame. The message is for people and goes into the dead
 * letter.
 */
public final class BadFrameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String category;

  /** A refusal in one of the dead letters' categories. */
  public BadFrameException(String category, String message) {
    this(category, message, null);
  }

  BadFrameException(String category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** The dead letter's category. */
  public String category() {
    return category;
  }
}
