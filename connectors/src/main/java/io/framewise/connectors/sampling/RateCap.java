package io.framewise.connectors.sampling;

/**
 * Lets at most so many pictures a second of event time through, on a regular grid, so that jitter
 * does not add up. Not safe for use by several threads.
 */
public final class RateCap {

  private static final double MICROS_PER_SECOND = 1_000_000;

  // Containers round timestamps to milliseconds; a frame must not miss its turn for that.
  private static final long ROUNDING_MICROS = 1_000;
  private static final long FINEST_ROUNDING = 10;

  private final long intervalMicros;
  private final long toleranceMicros;
  private long nextMicros = Long.MIN_VALUE;

  /** A cap of {@code maxRate} pictures a second; 0 for none. */
  public RateCap(double maxRate) {
    this.intervalMicros = maxRate == 0 ? 0 : Math.round(MICROS_PER_SECOND / maxRate);
    this.toleranceMicros = Math.min(ROUNDING_MICROS, intervalMicros / FINEST_ROUNDING);
  }

  /**
   * Whether the picture taken at {@code eventMicros} goes through. Called once for each picture, in
   * order.
   */
  public boolean admits(long eventMicros) {
    boolean first = nextMicros == Long.MIN_VALUE;
    if (!first && eventMicros < nextMicros - toleranceMicros) {
      return false;
    }
    boolean onGrid = !first && eventMicros - nextMicros < intervalMicros;
    nextMicros = (onGrid ? nextMicros : eventMicros) + intervalMicros;
    return true;
  }
}
