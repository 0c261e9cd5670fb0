package io.framewise.streams.query;

/** The state is being restored or moved; trying again in a moment succeeds. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String MESSAGE = "the state is being restored or moved";

  NotReadyException() {
    super(MESSAGE);
  }

  NotReadyException(Throwable cause) {
    super(MESSAGE, cause);
  }
}
