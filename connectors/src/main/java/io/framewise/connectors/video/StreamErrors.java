package io.framewise.connectors.video;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * What FFmpeg's error numbers mean for a stream, in words that a person can act on. FFmpeg's own
 * words are not used: they are short, and they may hold the address.
 */
final class StreamErrors {

  // Numbers of Linux's errno.h, below zero as FFmpeg gives them.
  private static final int CONNECTION_RESET = -104;
  private static final int BROKEN_PIPE = -32;
  private static final int TIMED_OUT = -110;
  private static final int REFUSED = -111;
  private static final int HOST_UNREACHABLE = -113;
  private static final int NETWORK_UNREACHABLE = -101;

  private record Meaning(StreamFault fault, String words) {

    StreamFaultException exception() {
      return new StreamFaultException(fault, words);
    }
  }

  private static final Meaning NOT_REACHED =
      new Meaning(
          StreamFault.NO_ROUTE,
          "there is no way to the host: check the address, the cable and the firewall");

  private static final Map<Integer, Meaning> OPENING =
      Map.ofEntries(
          Map.entry(
              REFUSED,
              new Meaning(
                  StreamFault.REFUSED,
                  "the host refuses the connection: nothing listens on that port")),
          Map.entry(HOST_UNREACHABLE, NOT_REACHED),
          Map.entry(NETWORK_UNREACHABLE, NOT_REACHED),
          Map.entry(
              avutil.AVERROR_HTTP_UNAUTHORIZED(),
              new Meaning(
                  StreamFault.UNAUTHORIZED,
                  "the camera refuses the log-in (401): check user and password")),
          Map.entry(
              avutil.AVERROR_HTTP_FORBIDDEN(),
              new Meaning(
                  StreamFault.FORBIDDEN, "the camera does not let this user see the stream (403)")),
          Map.entry(
              avutil.AVERROR_HTTP_NOT_FOUND(),
              new Meaning(
                  StreamFault.NOT_FOUND,
                  "the camera has no stream of that path (404): check the address' path")),
          Map.entry(
              avutil.AVERROR_HTTP_OTHER_4XX(),
              new Meaning(
                  StreamFault.BUSY,
                  "the camera refuses the stream, most often since it serves as many as it can (453): end another viewer, or read from a restreamer")),
          Map.entry(
              avutil.AVERROR_HTTP_TOO_MANY_REQUESTS(),
              new Meaning(StreamFault.BUSY, "the camera is asked too often (429)")),
          Map.entry(
              avutil.AVERROR_HTTP_SERVER_ERROR(),
              new Meaning(
                  StreamFault.BUSY,
                  "the camera answers with an error of its own (5xx): restart it")),
          Map.entry(
              avutil.AVERROR_HTTP_BAD_REQUEST(),
              new Meaning(
                  StreamFault.OTHER_PROTOCOL,
                  "what answers there does not understand the request (400): check that it is the address of an RTSP stream")),
          Map.entry(
              avutil.AVERROR_INVALIDDATA(),
              new Meaning(
                  StreamFault.OTHER_PROTOCOL,
                  "what answers there does not speak RTSP as it should")),
          Map.entry(
              avutil.AVERROR_STREAM_NOT_FOUND(),
              new Meaning(StreamFault.NO_VIDEO, "the stream has no video")));

  private StreamErrors() {}

  /** A stream could not be opened. */
  static StreamFaultException opening(int error, boolean late, Duration silence) {
    if (late || error == TIMED_OUT) {
      return new StreamFaultException(
          StreamFault.TIMED_OUT, "nothing came from the camera within " + seconds(silence));
    }
    Meaning meaning = OPENING.get(error);
    return meaning == null ? closed() : meaning.exception();
  }

  /** An open stream could not be read on. */
  static StreamFaultException reading(int error, boolean late, Duration silence) {
    if (late || error == TIMED_OUT) {
      return new StreamFaultException(
          StreamFault.STALLED, "no picture came for " + seconds(silence));
    }
    boolean over = error == avutil.AVERROR_EOF || error == CONNECTION_RESET || error == BROKEN_PIPE;
    return over
        ? closed()
        : new StreamFaultException(StreamFault.OTHER, "the stream cannot be read on");
  }

  private static String seconds(Duration silence) {
    return Words.seconds(TimeUnit.MILLISECONDS.toMicros(silence.toMillis()));
  }

  private static StreamFaultException closed() {
    return new StreamFaultException(StreamFault.CLOSED, "the camera ended the connection");
  }
}
