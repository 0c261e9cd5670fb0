package io.framewise.model.loop;

import io.framewise.model.engine.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands requests that are ready to the engine and has it step on while it has any. Requests join at
 * each step. Belongs to the engine's thread.
 *
 * @param <T> a request
 */
public final class EngineLoop<T> {

  private final Engine engine;
  private final HandOver<T> queue;
  private final Signs signs;
  private final Consumer<T> submission;

  /**
   * What shows whether the engine gets on.
   *
   * @param pulse beats with each step
   * @param canary asks while nobody else does
   * @param every how long nobody asks before it does
   */
  public record Signs(Pulse pulse, Canary canary, Duration every) {}

  /**
   * A loop.
   *
   * @param submission gives a request to the engine
   */
  public EngineLoop(Engine engine, HandOver<T> queue, Signs signs, Consumer<T> submission) {
    this.engine = engine;
    this.queue = queue;
    this.signs = signs;
    this.submission = submission;
  }

  /** Until the queue is closed and what has begun has ended. */
  public void run() throws InterruptedException {
    boolean busy = false;
    while (busy || !queue.closed()) {
      Optional<T> next = busy ? queue.poll() : queue.take(signs.every());
      if (!busy && next.isEmpty() && !queue.closed()) {
        signs.canary().ask(engine);
      }
      while (next.isPresent()) {
        submission.accept(next.get());
        next = queue.poll();
      }
      busy = signs.pulse().during(engine::step);
    }
  }
}
