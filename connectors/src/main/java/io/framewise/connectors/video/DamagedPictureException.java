package io.framewise.connectors.video;

/** One picture of a live video is not whole. The video goes on. */
public final class DamagedPictureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong with it. */
  public DamagedPictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
