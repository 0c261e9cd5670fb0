package io.framewise.platform.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts of a process, closed in the reverse order of their start. A part that fails to close does
 * not keep the others open.
 *
 * <p>An interrupt of the closing thread does not cut the closing short; it is there again at the
 * end.
 *
 * <p>Safe for use by several threads; closing twice is harmless. A part added after the close is
 * closed at once, so that a Ctrl-C during start-up leaves nothing behind.
 */
public final class Lifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private record Part(String name, AutoCloseable closeable) {}

  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean closed;

  /** Takes charge of a started part and returns it. */
  public synchronized <T extends AutoCloseable> T add(String name, T part) {
    if (closed) {
      close(new Part(name, part));
    } else {
      parts.push(new Part(name, part));
    }
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    boolean interrupted = false;
    while (!parts.isEmpty()) {
      interrupted |= Thread.interrupted();
      close(parts.pop());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Part part) {
    try {
      LOG.debug("closing {}", part.name());
      part.closeable().close();
    } catch (Exception e) {
      LOG.warn("{} did not close cleanly", part.name(), e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
