package io.framewise.platform.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM for a command that runs until told to stop. On a signal {@link #await()}
 * returns, and the process stays up until the command has closed what it started and called {@link
 * #close()}. A signal before the first {@code await}, that is during the start, interrupts the
 * thread that installed this, so that whatever it waits for ends.
 */
public final class ShutdownSignal implements AutoCloseable {

  private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(30);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private final Thread starter = Thread.currentThread();
  private boolean starting = true;

  private ShutdownSignal() {}

  /** Starts to listen for the signals. */
  public static ShutdownSignal install() {
    ShutdownSignal signal = new ShutdownSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::onSignal, "shutdown-signal"));
    return signal;
  }

  private void onSignal() {
    arrive();
    try {
      if (!cleanedUp.await(CLEANUP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("not everything stopped within " + CLEANUP_LIMIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a signal does at once. */
  synchronized void arrive() {
    stop.countDown();
    if (starting) {
      starter.interrupt();
    }
  }

  /** The start is over: from now on a signal interrupts nobody, and one that did is forgotten. */
  private synchronized void endStart() {
    if (starting && received() && Thread.currentThread() == starter) {
      Thread.interrupted();
    }
    starting = false;
  }

  /** Stops as if a signal had come, but lets a start that is under way come to its end. */
  public void trigger() {
    stop.countDown();
  }

  /** Whether a signal or a {@link #trigger()} has come. */
  public boolean received() {
    return stop.getCount() == 0;
  }

  /** Waits for a signal. */
  public void await() throws InterruptedException {
    endStart();
    stop.await();
  }

  /** Waits for a signal at most {@code limit}; returns whether one came. */
  public boolean await(Duration limit) throws InterruptedException {
    endStart();
    return stop.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says that the command has cleaned up; a waiting signal handler lets the process end. */
  @Override
  public void close() {
    synchronized (this) {
      starting = false;
    }
    cleanedUp.countDown();
  }
}
