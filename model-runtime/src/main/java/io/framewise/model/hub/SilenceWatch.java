package io.framewise.model.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes streams on which nothing has come for a while; their readers then see a connection that
 * broke off. Java's HTTP client has a time limit for the headers only, and its streams do not heed
 * an interrupt: closing the watch is what ends their readers.
 */
final class SilenceWatch implements AutoCloseable {

  private final long limitNanos;
  private final Set<Watched> open = ConcurrentHashMap.newKeySet();
  private final Future<?> checks;
  private volatile boolean closed;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "hub-silence");
            thread.setDaemon(true);
            return thread;
          });

  SilenceWatch(Duration limit) {
    limitNanos = limit.toNanos();
    long period = limitNanos / 2;
    checks =
        timer.scheduleWithFixedDelay(
            () -> open.forEach(Watched::check), period, period, TimeUnit.NANOSECONDS);
  }

  /** The same stream, watched until it is closed. */
  InputStream over(InputStream body) {
    Watched watched = new Watched(body);
    open.add(watched);
    if (closed) {
      watched.cutOff();
    }
    return watched;
  }

  boolean closed() {
    return closed;
  }

  /** Cuts off all streams that are still open, and all that come. */
  @Override
  public void close() {
    closed = true;
    open.forEach(Watched::cutOff);
    checks.cancel(false);
    timer.shutdownNow();
  }

  private final class Watched extends FilterInputStream {

    private volatile long heard = System.nanoTime();
    private volatile boolean cutOff;

    Watched(InputStream body) {
      super(body);
    }

    void check() {
      if (System.nanoTime() - heard > limitNanos) {
        cutOff();
      }
    }

    void cutOff() {
      cutOff = true;
      try {
        in.close();
      } catch (IOException e) {
        // The reader learns of it below.
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      heard = System.nanoTime();
      if (read < 0 && cutOff) {
        throw new IOException("nothing came any more");
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      open.remove(this);
      super.close();
    }
  }
}
