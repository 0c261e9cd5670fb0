package io.framewise.connectors.source;

/** A source cannot go on. The message is for people and becomes part of the source's status. */
public final class SourceBrokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why. */
  public SourceBrokenException(String message) {
    this(message, null);
  }

  /** The same with a cause for the log. */
  public SourceBrokenException(String message, Throwable cause) {
    super(message, cause);
  }
}
