package io.framewise.connectors.push;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets so many pictures a second through, by arrival. What was not used within the last second is
 * there still; the pictures of one request go together, and what they take too much is paid back by
 * a pause. Not safe for use by several threads.
 */
final class PushRate {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final LongSupplier nanos;
  private double left;
  private long at;

  /** A rate of {@code perSecond} pictures; 0 for no limit. */
  PushRate(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.left = most();
    this.at = nanos.getAsLong();
  }

  private double most() {
    return Math.max(1, perSecond);
  }

  /** Takes {@code pictures}; returns how long to wait before they are taken, zero for taken. */
  Duration take(int pictures) {
    if (perSecond == 0) {
      return Duration.ZERO;
    }
    long now = nanos.getAsLong();
    left = Math.min(most(), left + (now - at) / NANOS_PER_SECOND * perSecond);
    at = now;
    // A whole picture must be there, or for slow rates the time of one.
    if (left < 1) {
      return Duration.ofNanos((long) Math.ceil((1 - left) / perSecond * NANOS_PER_SECOND));
    }
    left -= pictures;
    return Duration.ZERO;
  }
}
