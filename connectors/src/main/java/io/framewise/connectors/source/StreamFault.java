package io.framewise.connectors.source;

import java.util.Locale;

/**
 * What can be wrong with a stream. The name goes into status, metrics and JSON, the exit code is
 * that of {@code framewise sources test}.
 */
public enum StreamFault {
  /** The name of the host is not known. */
  NAME_NOT_FOUND(10, Reach.HOST),
  /** Nothing listens on that port. */
  REFUSED(11, Reach.HOST),
  /** The network knows no way to the host. */
  NO_ROUTE(12, Reach.HOST),
  /** Nothing came in time. */
  TIMED_OUT(13, Reach.STREAM),
  /** User or password are missing or wrong. */
  UNAUTHORIZED(14, Reach.LOGIN),
  /** The user may not see the stream. */
  FORBIDDEN(15, Reach.LOGIN),
  /** The host has no stream of that path. */
  NOT_FOUND(16, Reach.STREAM),
  /** The camera serves as many as it can. */
  BUSY(17, Reach.STREAM),
  /** Something answers, but it does not speak the protocol. */
  OTHER_PROTOCOL(18, Reach.STREAM),
  /** The stream has no video. */
  NO_VIDEO(19, Reach.STREAM),
  /** The video is in a codec that is not taken. */
  OTHER_CODEC(20, Reach.STREAM),
  /** It was connected, and then no picture came. */
  STALLED(21, Reach.STREAM),
  /** The other side ended the stream. */
  CLOSED(22, Reach.STREAM),
  /** The address may not be read from here. */
  NOT_ALLOWED(23, Reach.HOST),
  /** The process that captures has ended or does not answer. */
  CAPTURE_ENDED(24, Reach.HOST),
  /** Anything else. */
  OTHER(25, Reach.STREAM);

  /** How far an attempt came: that decides how soon the next one may follow. */
  private enum Reach {
    HOST,
    STREAM,
    LOGIN
  }

  private final int exitCode;
  private final Reach reach;

  StreamFault(int exitCode, Reach reach) {
    this.exitCode = exitCode;
    this.reach = reach;
  }

  /** Exit code of a command that met it. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether the camera was not reached at all, so that it saw no log-in either. */
  public boolean beforeLogin() {
    return reach == Reach.HOST;
  }

  /** Whether the camera refused the user: cameras lock accounts after a few of these. */
  public boolean refusedLogin() {
    return reach == Reach.LOGIN;
  }

  /** As it stands in JSON and metrics, such as {@code name_not_found}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
