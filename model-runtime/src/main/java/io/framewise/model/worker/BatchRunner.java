package io.framewise.model.worker;

import io.framewise.model.batch.Batch;
import io.framewise.model.engine.BatchResult;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.Engine;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.generate.BrokenLogitsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches through the model so that one bad request costs no other its answer: a look that
 * the model refuses is taken out and the rest run again, and after any other failure of a batch its
 * requests run one by one. Running out of memory is such a failure too where it can be caught, see
 * {@link Fatal}; only what leaves the process unsound ends it. Belongs to the engine thread.
 */
final class BatchRunner {

  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  private final Engine engine;
  private final Results results;
  private final Counters counters;
  private final InstantSource clock;

  BatchRunner(Engine engine, Results results, Counters counters, InstantSource clock) {
    this.engine = engine;
    this.results = results;
    this.counters = counters;
    this.clock = clock;
  }

  /** Runs one batch; when it returns, every request of it has ended. */
  void run(Batch<Prepared> batch) {
    for (Prepared expired : batch.expired()) {
      expired.close();
      results.expired(expired.job());
    }
    answer(batch.due());
  }

  private void answer(List<Prepared> prepared) {
    try {
      answerInTime(prepared);
    } finally {
      prepared.forEach(Prepared::close);
    }
  }

  private void answerInTime(List<Prepared> prepared) {
    List<Prepared> batch = inTime(prepared);
    while (!batch.isEmpty()) {
      try {
        Instant start = clock.instant();
        results.completed(batch, answers(batch), start);
        return;
      } catch (RuntimeException | Error e) {
        Fatal.rethrow(e);
        if (!takeOutRefused(batch, e)) {
          isolate(batch, e);
          return;
        }
      }
    }
  }

  private boolean takeOutRefused(List<Prepared> batch, Throwable e) {
    if (e instanceof LookRefusedException refusal
        && refusal.index() >= 0
        && refusal.index() < batch.size()) {
      Prepared refused = batch.remove(refusal.index());
      String category = refusal instanceof BrokenLogitsException ? "engine-error" : "look-refused";
      results.failed(refused.job(), new Refusal(category, refusal.getMessage()));
      return true;
    }
    return false;
  }

  private List<Prepared> inTime(List<Prepared> prepared) {
    Instant now = clock.instant();
    List<Prepared> batch = new ArrayList<>();
    for (Prepared one : prepared) {
      if (now.isAfter(one.job().request().getDeadlineAt())) {
        results.expired(one.job());
      } else {
        batch.add(one);
      }
    }
    return batch;
  }

  private BatchResult answers(List<Prepared> batch) {
    counters.add(Count.BATCHES);
    BatchResult result = engine.answer(batch.stream().map(Prepared::look).toList());
    if (result.looks().size() != batch.size()) {
      throw new IllegalStateException(
          result.looks().size() + " results for " + batch.size() + " looks");
    }
    count(batch, result);
    return result;
  }

  private void count(List<Prepared> batch, BatchResult result) {
    int pictures = batch.stream().mapToInt(one -> one.look().pictures().size()).sum();
    int hits = result.looks().stream().mapToInt(LookResult::cachedPictures).sum();
    counters.add(Count.PICTURE_HITS, hits);
    counters.add(Count.PICTURE_MISSES, pictures - hits);
  }

  private void isolate(List<Prepared> batch, Throwable e) {
    if (batch.size() == 1) {
      Refusal refusal =
          e instanceof OutOfMemoryError
              ? new Refusal("out-of-memory", "the model ran out of memory on this look", e)
              : new Refusal("engine-error", "the model failed on this look", e);
      results.failed(batch.get(0).job(), refusal);
      return;
    }
    LOG.warn("a batch of {} failed, its requests run one by one", batch.size(), e);
    for (Prepared one : batch) {
      answer(List.of(one));
    }
  }
}
