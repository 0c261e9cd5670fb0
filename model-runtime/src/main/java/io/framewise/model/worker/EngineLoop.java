package io.framewise.model.worker;

import io.framewise.model.engine.Engine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Hands requests that are ready to the engine and has it step on while it has any. Requests join at
 * each step. Belongs to the engine's thread.
 */
final class EngineLoop {

  private final Engine engine;
  private final RequestQueue queue;
  private final Signs signs;
  private final Surroundings around;

  /**
   * What the end of a request is told to.
   *
   * @param stopping whether requests that have not begun are to be given back
   */
  record Surroundings(
      Results results, Counters counters, InstantSource clock, BooleanSupplier stopping) {}

  /**
   * What shows whether the engine gets on.
   *
   * @param pulse beats with each step
   * @param canary asks while nobody else does
   * @param every how long nobody asks before it does
   */
  record Signs(Pulse pulse, Canary canary, Duration every) {}

  EngineLoop(Engine engine, RequestQueue queue, Signs signs, Surroundings around) {
    this.engine = engine;
    this.queue = queue;
    this.signs = signs;
    this.around = around;
  }

  /** Until the queue is closed and what has begun has ended. */
  void run() throws InterruptedException {
    boolean busy = false;
    while (busy || !queue.closed()) {
      Optional<Prepared> next = busy ? queue.poll() : queue.take(signs.every());
      if (!busy && next.isEmpty() && !queue.closed()) {
        signs.canary().ask(engine);
      }
      takeIn(next);
      busy = signs.pulse().during(engine::step);
    }
  }

  private void takeIn(Optional<Prepared> first) {
    Optional<Prepared> next = first;
    while (next.isPresent()) {
      Prepared prepared = next.get();
      RequestRun run = new RequestRun(prepared, around);
      engine.submit(prepared.look(), prepared.job().request().getPriority(), run);
      next = queue.poll();
    }
  }
}
