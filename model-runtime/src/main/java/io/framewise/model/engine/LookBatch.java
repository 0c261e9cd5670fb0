package io.framewise.model.engine;

import io.framewise.contract.avro.Priority;
import io.framewise.model.engine.BatchResult.LookResult;
import io.framewise.model.engine.LookEnd.Answered;
import io.framewise.model.engine.LookEnd.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Several looks that begin together, and the wait for the last of them. */
final class LookBatch {

  private final Engine engine;
  private final List<Look> looks;
  private final LookEnd[] ends;

  LookBatch(Engine engine, List<Look> looks) {
    this.engine = engine;
    this.looks = looks;
    ends = new LookEnd[looks.size()];
  }

  BatchResult answer() {
    EngineTimes before = engine.times();
    for (int i = 0; i < looks.size(); i++) {
      int place = i;
      engine.submit(looks.get(i), Priority.LIVE, end -> ends[place] = end);
    }
    boolean more = engine.step();
    while (more) {
      more = engine.step();
    }
    List<LookResult> results = new ArrayList<>();
    for (int i = 0; i < ends.length; i++) {
      results.add(result(i));
    }
    EngineTimes times = engine.times().since(before);
    return new BatchResult(
        results,
        TimeUnit.NANOSECONDS.toMillis(times.visionNanos()),
        TimeUnit.NANOSECONDS.toMillis(times.prefillNanos()),
        TimeUnit.NANOSECONDS.toMillis(times.decodeNanos()));
  }

  private LookResult result(int place) {
    LookEnd end = ends[place];
    if (end == null) {
      throw new IllegalStateException("the engine is idle and look " + place + " has not ended");
    }
    if (end instanceof Answered answered) {
      return answered.result();
    }
    if (end instanceof Failed failed) {
      throw failure(failed.cause(), place);
    }
    throw new CancellationException();
  }

  private static RuntimeException failure(Throwable cause, int place) {
    if (cause instanceof LookRefusedException refused) {
      return refused.at(place);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }
}
