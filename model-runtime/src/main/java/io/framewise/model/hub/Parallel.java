package io.framewise.model.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Does the same to several things, a few at a time. */
final class Parallel {

  /** What is done to each. */
  @FunctionalInterface
  interface Work<T, R> {
    R apply(T thing) throws IOException, InterruptedException;
  }

  private static final int AT_ONCE = 4;
  private static final int STOP_SECONDS = 10;

  private Parallel() {}

  /**
   * The results in no certain order. The first failure, or an interrupt, stops the rest and is
   * thrown.
   *
   * @param stop ends work that heeds no interrupt
   */
  static <T, R> List<R> each(List<T> things, Work<T, R> work, Runnable stop)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      CompletionService<R> running = new ExecutorCompletionService<>(threads);
      things.forEach(thing -> running.submit(() -> work.apply(thing)));
      List<R> results = new ArrayList<>();
      for (int i = 0; i < things.size(); i++) {
        results.add(running.take().get());
      }
      return results;
    } catch (ExecutionException e) {
      stop(threads, stop);
      throw cause(e);
    } catch (InterruptedException e) {
      stop(threads, stop);
      throw e;
    } finally {
      threads.shutdown();
    }
  }

  private static void stop(ExecutorService threads, Runnable stop) throws InterruptedException {
    threads.shutdownNow();
    stop.run();
    threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
  }

  private static IOException cause(ExecutionException e) throws InterruptedException {
    if (e.getCause() instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (e.getCause() instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
  }
}
