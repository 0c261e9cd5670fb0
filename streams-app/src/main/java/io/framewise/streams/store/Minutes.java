package io.framewise.streams.store;

/** The minutes of event time by which frames and windows are booked. */
public final class Minutes {

  /** Length of a minute. */
  public static final long MINUTE_MS = 60_000;

  private Minutes() {}

  /** Begin of the minute that holds {@code timeMs}. */
  public static long begin(long timeMs) {
    return floor(timeMs, MINUTE_MS);
  }

  /** The last multiple of {@code stepMs} at or before {@code timeMs}. */
  public static long floor(long timeMs, long stepMs) {
    return Math.floorDiv(timeMs, stepMs) * stepMs;
  }
}
