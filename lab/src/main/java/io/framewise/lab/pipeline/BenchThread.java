package io.framewise.lab.pipeline;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread that repeats one step until it is stopped. What kills it is thrown at the next check.
 */
public final class BenchThread {

  private final Thread thread;
  private final AtomicReference<Throwable> death = new AtomicReference<>();
  private volatile boolean stopping;

  private BenchThread(String name, Runnable step) {
    this.thread =
        new Thread(
            () -> {
              try {
                while (!stopping) {
                  step.run();
                }
              } catch (Throwable e) { // a dead thread that nobody hears of would hang the bench
                death.set(e);
              }
            },
            name);
    thread.setDaemon(true);
  }

  public static BenchThread start(String name, Runnable step) {
    BenchThread started = new BenchThread(name, step);
    started.thread.start();
    return started;
  }

  /** Throws when the thread has died. */
  public void check() {
    if (death.get() != null) {
      throw new IllegalStateException(thread.getName() + " has died", death.get());
    }
  }

  /** Ends it and waits until it has ended; {@code wakeUp} cuts a wait short. */
  public void stop(Runnable wakeUp) {
    stopping = true;
    wakeUp.run();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
