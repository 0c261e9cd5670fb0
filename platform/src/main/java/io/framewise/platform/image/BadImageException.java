package io.framewise.platform.image;

/**
 * A picture that is refused. The message is for people and safe to publish: it never quotes a
 * decoder or the picture's content.
 */
public final class BadImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String category;

  /** A refusal in one of the dead letters' categories. */
  public BadImageException(String category, String message) {
    this(category, message, null);
  }

  /** The same with a cause for the log. */
  public BadImageException(String category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** The dead letters' category. */
  public String category() {
    return category;
  }
}
