package io.framewise.streams.api.json;

/** A question that cannot be asked as it was written. The message is for people. */
public final class BadAskException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * What is wrong, and where.
   *
   * @param pointer JSON pointer (RFC 6901) to the part that is wrong; empty for the whole
   */
  public BadAskException(String pointer, String message) {
    super(message);
    this.pointer = pointer;
  }

  /** JSON pointer to the part that is wrong. */
  public String pointer() {
    return pointer;
  }
}
