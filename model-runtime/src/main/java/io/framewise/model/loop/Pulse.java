package io.framewise.model.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** How long the step under way has been running. The engine's thread sets it, others read it. */
public final class Pulse {

  private static final long NONE = Long.MIN_VALUE;

  private final LongSupplier nanoClock;
  private final AtomicLong since = new AtomicLong(NONE);

  /**
   * Nothing is under way.
   *
   * @param nanoClock such as {@code System::nanoTime}
   */
  public Pulse(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Runs one step. */
  public boolean during(BooleanSupplier step) {
    since.set(nanoClock.getAsLong());
    try {
      return step.getAsBoolean();
    } finally {
      since.set(NONE);
    }
  }

  /** Age of the step under way; nothing while there is none. */
  public Duration age() {
    long start = since.get();
    return start == NONE ? Duration.ZERO : Duration.ofNanos(nanoClock.getAsLong() - start);
  }
}
