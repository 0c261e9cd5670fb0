package io.framewise.model.hub;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a download is: a bar where standard error is a terminal, else a line in the log
 * every few seconds. Safe for use by several threads.
 */
final class DownloadProgress implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DownloadProgress.class);
  private static final long BAR_MILLIS = 250;
  private static final long LINE_MILLIS = 5000;
  private static final double NANOS = 1e9;
  private static final String CLEAR_LINE = "\r\u001B[K";

  private final String what;
  private final long total;
  private final long before;
  private final AtomicLong done;
  private final PrintStream terminal;
  private final Future<?> showing;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "hub-progress");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts to show.
   *
   * @param before bytes of {@code total} that are there already
   * @param terminal where to draw the bar, or null for lines in the log
   */
  DownloadProgress(String what, long before, long total, PrintStream terminal) {
    this.what = what;
    this.total = total;
    this.before = before;
    done = new AtomicLong(before);
    this.terminal = terminal;
    long period = terminal == null ? LINE_MILLIS : BAR_MILLIS;
    showing = timer.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
  }

  /** Standard error if it is a terminal, else null. */
  static PrintStream terminal() {
    try {
      // The JDK tells of standard input and output only, and from version 22 on otherwise.
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
      return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty")
          ? System.err
          : null;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** So many more bytes are there; negative when some were lost. */
  void add(long bytes) {
    done.addAndGet(bytes);
  }

  long done() {
    return done.get();
  }

  private synchronized void show() {
    long now = done.get();
    double rate = Math.max(0, (now - before) / ((System.nanoTime() - start) / NANOS));
    if (terminal == null) {
      LOG.info("{}: {}", what, ProgressLine.of(now, total, rate));
    } else {
      terminal.print(CLEAR_LINE + ProgressLine.bar(now, total, rate));
      terminal.flush();
    }
  }

  /** Shows nothing more, and leaves a terminal's line empty. */
  @Override
  public void close() {
    showing.cancel(false);
    timer.shutdownNow();
    synchronized (this) {
      if (terminal != null) {
        terminal.print(CLEAR_LINE);
        terminal.flush();
      }
    }
  }
}
