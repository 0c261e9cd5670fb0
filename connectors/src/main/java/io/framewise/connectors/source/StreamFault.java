package io.framewise.connectors.source;

import java.util.Locale;

/**
 * What can be wrong with a stream. The name goes into status, metrics and JSON, the exit code is
 * that of {@code framewise sources test}.
 */
public enum StreamFault {
  /** No host is known by that name. */
  NAME_NOT_FOUND(10, Reach.HOST, "no host is known by that name"),
  /** Nothing listens on that port. */
  REFUSED(11, Reach.HOST, "nothing listens on that port"),
  /** The network knows no way to the host. */
  NO_ROUTE(12, Reach.HOST, "the network knows no way to the host"),
  /** Nothing came in time. */
  TIMED_OUT(13, Reach.STREAM, "nothing came in time"),
  /** User or password are missing or wrong (401). */
  UNAUTHORIZED(14, Reach.LOGIN, "user or password are missing or wrong (401)"),
  /** The user may not see the stream (403). */
  FORBIDDEN(15, Reach.LOGIN, "the user may not see the stream (403)"),
  /** The host has no stream of that path (404). */
  NOT_FOUND(
      16,
      Reach.STREAM,
      "the host has no stream of that path (404), or this machine no such screen or device"),
  /** The camera serves as many as it can (453, 429, 5xx). */
  BUSY(17, Reach.STREAM, "the camera serves as many as it can (453, 429, 5xx)"),
  /** What answers does not speak RTSP, or gives no picture. */
  OTHER_PROTOCOL(18, Reach.STREAM, "what answers does not speak RTSP, or gives no picture"),
  /** The stream has no video. */
  NO_VIDEO(19, Reach.STREAM, "the stream has no video"),
  /** The video is in a codec that is not taken. */
  OTHER_CODEC(20, Reach.STREAM, "the video is in a codec that is not taken"),
  /** It was connected, and then no picture came. */
  STALLED(21, Reach.STREAM, "it was connected, and then no picture came"),
  /** The camera ended the connection. */
  CLOSED(22, Reach.STREAM, "the camera ended the connection"),
  /** The process that captures has ended or does not answer. */
  CAPTURE_ENDED(23, Reach.HOST, "the process that captures has ended or does not answer"),
  /** Anything else. */
  OTHER(24, Reach.STREAM, "anything else"),
  /** The settings do not let it connect there. */
  NOT_ALLOWED(
      25,
      Reach.STREAM,
      "it would connect where private-addresses or follow-redirects must allow it"),
  /** A picture or a part of the stream is larger than what is taken. */
  TOO_LARGE(26, Reach.STREAM, "a picture or a part of the stream is larger than what is taken");

  /** How far an attempt came: that decides how soon the next one may follow. */
  private enum Reach {
    HOST,
    STREAM,
    LOGIN
  }

  private final int exitCode;
  private final Reach reach;
  private final String meaning;

  StreamFault(int exitCode, Reach reach, String meaning) {
    this.exitCode = exitCode;
    this.reach = reach;
    this.meaning = meaning;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
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
