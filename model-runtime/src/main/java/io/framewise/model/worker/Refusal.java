package io.framewise.model.worker;

/** A request that cannot be run, whoever tries. Its message is for people and is published. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal whose reason begins with {@code category}. */
  Refusal(String category, String message) {
    this(category, message, null);
  }

  /** The same with a cause for the log. */
  Refusal(String category, String message, Throwable cause) {
    super(category + ": " + message, cause);
  }
}
