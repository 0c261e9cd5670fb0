package io.framewise.standalone.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits after the sources have stopped until every window has ended, and hands out the last report
 * drawn up. A demo that has failed is not waited for: its windows will not end.
 */
final class Settlement {

  /** Longer than the idle limit and the deadline of any sensible question set together. */
  private static final Duration LIMIT = Duration.ofSeconds(45);

  /** Leaves time to write the report and to close everything before the process is ended. */
  private static final Duration LIMIT_AFTER_SIGNAL = Duration.ofSeconds(15);

  private static final int CHECK_EVERY_MS = 250;

  private final Supplier<DemoReport> accounts;
  private final BooleanSupplier failed;
  private final BooleanSupplier signalled;
  private final LongSupplier nanoTime;

  Settlement(Supplier<DemoReport> accounts, BooleanSupplier failed, BooleanSupplier signalled) {
    this(accounts, failed, signalled, System::nanoTime);
  }

  Settlement(
      Supplier<DemoReport> accounts,
      BooleanSupplier failed,
      BooleanSupplier signalled,
      LongSupplier nanoTime) {
    this.accounts = accounts;
    this.failed = failed;
    this.signalled = signalled;
    this.nanoTime = nanoTime;
  }

  DemoReport settle() throws InterruptedException {
    long now = nanoTime.getAsLong();
    long left = LIMIT.toNanos();
    boolean hurried = false;
    DemoReport report = accounts.get();
    while (!report.settled() && !failed.getAsBoolean() && left > 0) {
      if (!hurried && signalled.getAsBoolean()) {
        hurried = true;
        left = Math.min(left, LIMIT_AFTER_SIGNAL.toNanos());
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MS);
      report = accounts.get();
      long before = now;
      now = nanoTime.getAsLong();
      left -= now - before;
    }
    return report;
  }
}
