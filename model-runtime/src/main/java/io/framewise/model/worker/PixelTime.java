package io.framewise.model.worker;

import java.time.Duration;
import java.util.function.Supplier;

/** How long it took to have the pixels of one request. */
final class PixelTime {

  private long fetching;
  private long preprocessing;

  /** Reads by reference. */
  <T> T fetching(Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    fetching += System.nanoTime() - start;
    return result;
  }

  /** Decodes and cuts. */
  <T> T preprocessing(Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    preprocessing += System.nanoTime() - start;
    return result;
  }

  Duration fetching() {
    return Duration.ofNanos(fetching);
  }

  Duration preprocessing() {
    return Duration.ofNanos(preprocessing);
  }
}
