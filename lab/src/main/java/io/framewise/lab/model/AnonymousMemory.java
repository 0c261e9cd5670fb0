package io.framewise.lab.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Watches the memory of this process that no file stands behind, in megabytes: what a checkpoint
 * costs once it is loaded, and on the way there. Looks every few milliseconds.
 */
final class AnonymousMemory implements AutoCloseable {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long EVERY_MILLIS = 5;

  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong peak = new AtomicLong();
  private final Future<?> looking;

  /** Begins to watch. Where the system does not tell, all figures are 0. */
  AnonymousMemory() {
    looking =
        watch.scheduleAtFixedRate(
            () -> peak.accumulateAndGet(now(), Math::max), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What is resident now. */
  static long now() {
    return megabytes("RssAnon:");
  }

  /** What is resident now of mapped files, such as the checkpoint's. */
  static long ofFiles() {
    return megabytes("RssFile:");
  }

  /** The most since the beginning. */
  long peak() {
    return peak.get();
  }

  private static long megabytes(String field) {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    looking.cancel(true);
    watch.shutdownNow();
  }
}
