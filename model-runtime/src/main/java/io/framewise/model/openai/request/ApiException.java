package io.framewise.model.openai.request;

/** Ends the work on a request with an error that its client is told. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  ApiException(ApiError error, Throwable cause) {
    super(error.message(), cause);
    this.error = error;
  }

  /** What the client is told. */
  public ApiError error() {
    return error;
  }
}
