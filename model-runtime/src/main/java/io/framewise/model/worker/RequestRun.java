package io.framewise.model.worker;

import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.LookEnd;
import io.framewise.model.engine.LookEnd.Answered;
import io.framewise.model.engine.LookEnd.Failed;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.LookWatch;
import io.framewise.model.generate.BrokenLogitsException;
import io.framewise.model.loop.Fatal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One request while it is with the engine. It is not wanted any more once its deadline has passed,
 * and, where the worker stops, if it has not begun. Belongs to the engine's thread.
 */
final class RequestRun implements LookWatch {

  private final Job job;
  private final Duration fetch;
  private final Duration preprocess;
  private final int pictures;
  private final PixelRoom room;
  private final Results results;
  private final Counters counters;
  private final InstantSource clock;
  private final BooleanSupplier stopping;
  private Optional<Instant> begun = Optional.empty();

  /**
   * What the end of a request is told to.
   *
   * @param stopping whether requests that have not begun are to be given back
   */
  record Surroundings(
      Results results, Counters counters, InstantSource clock, BooleanSupplier stopping) {}

  /** A request that is ready; keeps nothing of its pixels. */
  RequestRun(Prepared prepared, Surroundings around) {
    job = prepared.job();
    fetch = prepared.fetch();
    preprocess = prepared.preprocess();
    pictures = prepared.look().pictures().size();
    room = prepared.room();
    results = around.results();
    counters = around.counters();
    clock = around.clock();
    stopping = around.stopping();
  }

  /** Gives a request to the engine. */
  static void submit(Engine engine, Prepared prepared, Surroundings around) {
    RequestRun run = new RequestRun(prepared, around);
    engine.submit(prepared.look(), prepared.job().request().getPriority(), run);
  }

  @Override
  public boolean wanted() {
    boolean begins = begun.isPresent() || !stopping.getAsBoolean();
    return begins && !late();
  }

  private boolean late() {
    return clock.instant().isAfter(job.request().getDeadlineAt());
  }

  @Override
  public void begun() {
    begun = Optional.of(clock.instant());
  }

  @Override
  public void seen() {
    room.seen();
  }

  @Override
  public void ended(LookEnd end) {
    room.close();
    if (end instanceof Answered answered) {
      completed(answered.result());
    } else if (end instanceof Failed failed) {
      Fatal.rethrow(failed.cause());
      results.failed(job, refusal(failed.cause()));
    } else if (late()) {
      results.expired(job);
    } else {
      results.released(job, "the worker stops");
    }
  }

  private void completed(LookResult result) {
    counters.add(Count.PICTURE_HITS, result.cachedPictures());
    counters.add(Count.PICTURE_MISSES, pictures - (long) result.cachedPictures());
    Waits waits =
        Waits.between(job.request().getCreatedAt(), begun.orElseThrow(), fetch, preprocess);
    results.completed(job, waits, result);
  }

  private static Refusal refusal(Throwable cause) {
    if (cause instanceof BrokenLogitsException) {
      return new Refusal("engine-error", cause.getMessage());
    }
    if (cause instanceof LookRefusedException) {
      return new Refusal("look-refused", cause.getMessage());
    }
    return cause instanceof OutOfMemoryError
        ? new Refusal("out-of-memory", "the model ran out of memory on this look", cause)
        : new Refusal("engine-error", "the model failed on this look", cause);
  }
}
