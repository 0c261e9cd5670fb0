package io.framewise.platform.lifecycle;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says that something takes a while, once it has taken two seconds and every ten from then on. */
public final class Progress implements AutoCloseable {

  private static final long FIRST_SECONDS = 2;
  private static final long NEXT_SECONDS = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Progress::daemon);
  private final ScheduledFuture<?> saying;
  private final long start = System.nanoTime();

  private Progress(PrintWriter err, Supplier<String> what) {
    saying =
        timer.scheduleAtFixedRate(
            () -> say(err, what.get()), FIRST_SECONDS, NEXT_SECONDS, TimeUnit.SECONDS);
  }

  /** Watches what happens until the close. */
  public static Progress of(PrintWriter err, String what) {
    return new Progress(err, () -> what);
  }

  /** Does something and watches it meanwhile. */
  public static <T> T during(PrintWriter err, String what, Supplier<T> action) {
    Progress progress = of(err, what);
    try {
      return action.get();
    } finally {
      progress.close();
    }
  }

  /** The same where {@code what}, asked on a thread of its own, tells how far it is. */
  public static void during(PrintWriter err, Supplier<String> what, Runnable action) {
    Progress progress = new Progress(err, what);
    try {
      action.run();
    } finally {
      progress.close();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "progress");
    thread.setDaemon(true);
    return thread;
  }

  private void say(PrintWriter err, String what) {
    err.println(
        what + ", " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s so far");
    err.flush();
  }

  @Override
  public void close() {
    saying.cancel(false);
    timer.shutdownNow();
  }
}
