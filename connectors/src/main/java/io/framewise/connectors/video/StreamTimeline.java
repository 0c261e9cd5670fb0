package io.framewise.connectors.video;

/**
 * Turns a stream's timestamps into offsets from its first picture, in microseconds, that only grow.
 * Event time must not be at the mercy of a damaged file:
 *
 * <ul>
 *   <li>A timestamp that repeats or goes back a little is moved just behind the one before it; what
 *       follows is not.
 *   <li>A single timestamp that lies far off, before it goes on as it was, is passed over in the
 *       same way: the next one is known beforehand, so that it can be told from a new beginning.
 *   <li>A stream that begins anew, or jumps far ahead, goes on one step behind where it was.
 * </ul>
 */
final class StreamTimeline {

  /** Stands for a picture without a timestamp, and for one that does not come. */
  static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private static final long FARTHEST_JUMP = 600_000_000;
  private static final long LARGEST = 1L << 60;
  private static final long CLEAR_JUMP = 1_000_000;
  private static final long SHORTEST_STEP = 1_000;
  // Event times are in milliseconds: a picture that repeats a time keeps it there.
  private static final long NUDGE = 1;
  private static final long LONGEST_STEP = 10_000_000;
  private static final long USUAL_STEP = 40_000;
  private static final int LITTLE_STEPS = 3;
  // Longer than any burst of equal timestamps: the stream has stopped telling the time.
  private static final int LONGEST_STAND = 250;
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final long step;
  private final long little;
  private long base;
  private long last;
  private long before = NO_TIMESTAMP;
  private int standing;
  private long end;
  private boolean begun;
  private boolean continuous = true;

  /** The timeline of a stream that says it has {@code frameRate} pictures a second. */
  StreamTimeline(double frameRate) {
    long said = frameRate > 0 ? Math.round(MICROS_PER_SECOND / frameRate) : USUAL_STEP;
    this.step = Math.max(SHORTEST_STEP, Math.min(LONGEST_STEP, said));
    this.little = LITTLE_STEPS * step;
  }

  /**
   * Offset of the next picture, in microseconds.
   *
   * @param timestamp its timestamp in microseconds
   * @param following the timestamp of the picture behind it
   * @param duration how long it is said to stand, in microseconds; nothing when not above 0
   */
  long next(long timestamp, long following, long duration) {
    long offset = place(sane(timestamp), sane(following));
    boolean said = duration > step && duration <= FARTHEST_JUMP;
    end = Math.max(end, offset + (said ? duration : step));
    return offset;
  }

  /** No stream lasts for thousands of years, and sums of such numbers overflow. */
  private static long sane(long timestamp) {
    return Math.abs(timestamp / 2) > LARGEST ? NO_TIMESTAMP : timestamp;
  }

  private long place(long timestamp, long following) {
    long offset = begun ? offset(timestamp, following) : 0;
    if (before == NO_TIMESTAMP && timestamp != NO_TIMESTAMP) {
      base = timestamp - offset;
    }
    begun = true;
    before = timestamp == NO_TIMESTAMP ? before : timestamp;
    last = offset;
    return offset;
  }

  private long offset(long timestamp, long following) {
    if (timestamp == NO_TIMESTAMP || before == NO_TIMESTAMP) {
      return last + step;
    }
    standing = timestamp == before ? standing + 1 : 0;
    long offset = timestamp - base;
    if (isAhead(timestamp) && !strays(timestamp, following)) {
      return offset;
    }
    if (timestamp <= before && before - timestamp <= little) {
      return last + (standing > LONGEST_STAND ? step : NUDGE);
    }
    if (isAhead(following)) {
      // A stray timestamp, somewhere between its neighbours.
      return last + Math.max(1, Math.min(step, (following - base - last) / 2));
    }
    if (timestamp > before && offset <= last) {
      // What was moved back has not been caught up with yet.
      return last + Math.max(NUDGE, (timestamp - before) / 2);
    }
    continuous = false;
    base = timestamp - (last + step);
    return last + step;
  }

  /** Whether a timestamp lies far ahead of the last picture and the next one is nearer to that. */
  private boolean strays(long timestamp, long following) {
    long passed = following - base - last;
    return timestamp - base - last > CLEAR_JUMP
        && isAhead(following)
        && passed < timestamp - following;
  }

  /** Whether a timestamp lies behind the last picture, and not too far. */
  private boolean isAhead(long timestamp) {
    long offset = timestamp - base;
    return timestamp != NO_TIMESTAMP && offset > last && offset - last <= FARTHEST_JUMP;
  }

  /**
   * How long the pictures last, the last one included, which may stand for long; 0 when there was
   * none. Where pictures lie out of order, MP4 tells that of one before the last.
   */
  long length() {
    return end;
  }

  /** Whether no new beginning was met. */
  boolean continuous() {
    return continuous;
  }
}
