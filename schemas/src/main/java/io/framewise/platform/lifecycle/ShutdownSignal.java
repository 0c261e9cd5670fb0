package io.framewise.platform.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM for a command that runs until told to stop. On a signal {@link #await()}
 * returns, and the process stays up until the command has closed what it started and called {@link
 * #close()}.
 */
public final class ShutdownSignal implements AutoCloseable {

  private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(30);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onSignal, "shutdown-signal");

  private ShutdownSignal() {}

  /** Starts to listen for the signals. */
  public static ShutdownSignal install() {
    ShutdownSignal signal = new ShutdownSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void onSignal() {
    stop.countDown();
    try {
      if (!cleanedUp.await(CLEANUP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("not everything stopped within " + CLEANUP_LIMIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops as if a signal had come. */
  public void trigger() {
    stop.countDown();
  }

  /** Waits for a signal. */
  public void await() throws InterruptedException {
    stop.await();
  }

  /** Waits for a signal at most {@code limit}; returns whether one came. */
  public boolean await(Duration limit) throws InterruptedException {
    return stop.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says that the command has cleaned up; a waiting signal handler lets the process end. */
  @Override
  public void close() {
    cleanedUp.countDown();
  }
}
