package io.framewise.connectors.camera;

import io.framewise.connectors.source.StreamFault;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a camera is tried again. One that was not reached saw no log-in and can
 * be tried often; one that answered is given longer and longer, up to a minute; one that refused
 * the log-in is given the whole minute, since cameras lock accounts. Not safe for use by several
 * threads.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration UNREACHED = Duration.ofSeconds(5);
  private static final Duration GOOD_RUN = Duration.ofSeconds(30);
  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private Duration next = FIRST;

  /** A back-off that varies by {@code random}, so that many cameras do not come all at once. */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause after a fault.
   *
   * @param lived how long pictures had come before it
   */
  public Duration after(StreamFault fault, Duration lived) {
    if (fault.refusedLogin()) {
      return varied(LONGEST);
    }
    if (lived.compareTo(GOOD_RUN) >= 0) {
      next = FIRST;
    }
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    Duration most = fault.beforeLogin() ? UNREACHED : LONGEST;
    next = doubled.compareTo(most) > 0 ? most : doubled;
    return varied(pause.compareTo(most) > 0 ? most : pause);
  }

  private Duration varied(Duration pause) {
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofNanos((long) (pause.toNanos() * factor));
  }
}
