package io.framewise.streams.window;

/**
 * What a window is about: a span of time, and a part or frame where it is about one.
 *
 * @param subject id of the part or frame; empty for a span of time
 * @param startMs start, inclusive, event time in milliseconds since 1970
 * @param endMs end, exclusive
 */
record Span(String subject, long startMs, long endMs) {

  static Span ofTime(long startMs, long sizeMs) {
    return new Span("", startMs, startMs + sizeMs);
  }

  /** The span of a window of one picture. */
  static Span ofPicture(Arrival arrival) {
    return new Span(
        arrival.frame().header().getFrameId(), arrival.capturedAtMs(), arrival.capturedAtMs() + 1);
  }
}
