package io.framewise.standalone.demo;

import io.framewise.contract.UserError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part that starts on a thread of its own while others start, too. */
final class BackgroundStart<T> {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundStart.class);

  private final CompletableFuture<T> started = new CompletableFuture<>();

  private BackgroundStart() {}

  /** Begins to start the part called {@code name}. */
  static <T> BackgroundStart<T> of(String name, Supplier<T> start) {
    BackgroundStart<T> background = new BackgroundStart<>();
    new Thread(() -> background.run(name, start), "start-" + name).start();
    return background;
  }

  /** Errors too, such as a native library that does not link: someone waits for the outcome. */
  private void run(String name, Supplier<T> start) {
    try {
      started.complete(start.get());
    } catch (Throwable e) {
      LOG.debug("{} did not start", name, e);
      started.completeExceptionally(e);
    }
  }

  /**
   * Waits for the part, and throws what its start threw.
   *
   * @throws UserError when the waiting thread is interrupted
   */
  T join() {
    try {
      return started.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted during the start", "start again", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
