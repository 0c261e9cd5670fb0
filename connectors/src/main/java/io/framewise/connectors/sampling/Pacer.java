package io.framewise.connectors.sampling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Waits until a picture is due. */
@FunctionalInterface
public interface Pacer {

  /** Waits for a span of time. */
  @FunctionalInterface
  interface Sleeper {

    /** Waits {@code span}. */
    void sleep(Duration span) throws InterruptedException;

    /** The sleeper that lets real time pass. */
    static Sleeper real() {
      return span -> TimeUnit.NANOSECONDS.sleep(span.toNanos());
    }
  }

  /** Returns when {@code due} has come. */
  void awaitDue(Instant due) throws InterruptedException;

  /** A pacer by {@code clock}; what is overdue is due at once. */
  static Pacer realtime(Clock clock, Sleeper sleeper) {
    return due -> {
      Duration left = Duration.between(clock.instant(), due);
      if (left.compareTo(Duration.ZERO) > 0) {
        sleeper.sleep(left);
      }
    };
  }

  /** A pacer that never waits. */
  static Pacer fast() {
    return due -> {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    };
  }
}
