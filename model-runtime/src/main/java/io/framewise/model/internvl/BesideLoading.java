package io.framewise.model.internvl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Work that goes on beside loading, on threads of its own where the machine has processors for
 * them; the loading thread takes a hand where they are behind. Only that one calls this.
 */
final class BesideLoading implements AutoCloseable {

  /** With more of them it would be memory that they all wait for. */
  private static final int MOST_THREADS = 2;

  private final LinkedBlockingDeque<Runnable> waiting = new LinkedBlockingDeque<>();
  private final ThreadPoolExecutor threads;
  private final boolean alone;
  private final List<FutureTask<?>> started = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  /**
   * Makes threads, none where there is one processor.
   *
   * @param ofOperations threads of one operation of libtorch; 0 leaves it to libtorch
   */
  BesideLoading(int processors, int ofOperations) {
    alone = processors < 2;
    int count = Math.max(1, Math.min(MOST_THREADS, processors - 1));
    threads =
        new ThreadPoolExecutor(
            count, count, 0, TimeUnit.SECONDS, waiting, work -> thread(work, ofOperations));
  }

  private static Thread thread(Runnable work, int ofOperations) {
    Runnable prepared =
        () -> {
          InternVl.prepareThread(ofOperations);
          work.run();
        };
    Thread thread = new Thread(prepared, "beside-loading");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins some work, or does it at once where there is nobody else to do it. */
  <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(() -> timed(work));
    started.removeIf(FutureTask::isDone);
    started.add(task);
    if (alone) {
      task.run();
    } else {
      threads.execute(task);
    }
    return task;
  }

  private <T> T timed(Callable<T> work) throws Exception {
    long start = System.nanoTime();
    try {
      return work.call();
    } finally {
      nanos.addAndGet(System.nanoTime() - start);
    }
  }

  /** What came of some work. While others are at it, the caller does what nobody has begun. */
  <T> T result(FutureTask<T> task) {
    Runnable other = task.isDone() ? null : waiting.pollLast();
    while (other != null) {
      other.run();
      other = task.isDone() ? null : waiting.pollLast();
    }
    try {
      return whenDone(task);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  /** Returns when nothing goes on beside any more. */
  void quiet() {
    for (FutureTask<?> task : started) {
      try {
        whenDone(task);
      } catch (ExecutionException | CancellationException e) {
        // Whoever asks for its result is told.
      }
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(cause);
  }

  /** How long all work took together, on whichever thread. */
  long nanos() {
    return nanos.get();
  }

  /** Loading is not left in its midst: libtorch works on memory that would be freed. */
  private static <T> T whenDone(FutureTask<T> task) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives up what has not begun, and waits for the rest. */
  @Override
  public void close() {
    Runnable work = waiting.poll();
    while (work != null) {
      ((FutureTask<?>) work).cancel(false);
      work = waiting.poll();
    }
    quiet();
    threads.shutdown();
  }
}
