package io.framewise.connectors.video;

/**
 * Turns a stream's timestamps into offsets from its first picture, in microseconds, that only grow.
 * A timestamp that stands still, goes back or jumps far ahead is replaced by one step after the one
 * before it: event time must not be at the mercy of a damaged file.
 */
final class StreamTimeline {

  private static final long FARTHEST_JUMP = 600_000_000;
  private static final long SHORTEST_STEP = 1_000;
  private static final long LONGEST_STEP = 10_000_000;
  private static final long USUAL_STEP = 40_000;
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final long step;
  private long base;
  private long last;
  private boolean begun;
  private boolean continuous = true;

  /** The timeline of a stream that says it has {@code frameRate} pictures a second. */
  StreamTimeline(double frameRate) {
    long said = frameRate > 0 ? Math.round(MICROS_PER_SECOND / frameRate) : USUAL_STEP;
    this.step = Math.max(SHORTEST_STEP, Math.min(LONGEST_STEP, said));
  }

  /** Offset of the next picture, whose timestamp is {@code timestampMicros}. */
  long next(long timestampMicros) {
    if (!begun) {
      begun = true;
      base = timestampMicros;
      return 0;
    }
    long offset = timestampMicros - base;
    if (offset <= last || offset - last > FARTHEST_JUMP) {
      continuous = false;
      offset = last + step;
      base = timestampMicros - offset;
    }
    last = offset;
    return offset;
  }

  /** How long the pictures last, the last one included; 0 when there was none. */
  long length() {
    return begun ? last + step : 0;
  }

  /** Whether every timestamp could be taken as it was. */
  boolean continuous() {
    return continuous;
  }
}
