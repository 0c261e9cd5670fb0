package io.framewise.admin.replay;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Timings;
import io.framewise.platform.statistics.Percentile;
import java.util.List;
import java.util.Optional;

/**
 * How long a model took for a window, from its pixels to its last answer, without the wait in a
 * queue; in milliseconds.
 *
 * @param models names and digests of the models that answered
 * @param windows how many windows were timed
 * @param p50Ms half of them took no longer; 0 without any
 * @param p95Ms 95 of 100 took no longer
 */
record ModelTimes(List<String> models, int windows, long p50Ms, long p95Ms) {

  static ModelTimes of(List<AnalysisEvent> events) {
    List<Long> times =
        events.stream()
            .map(AnalysisEvent::getTimings)
            .flatMap(timings -> Optional.ofNullable(timings).stream())
            .map(ModelTimes::modelMs)
            .toList();
    List<String> models =
        events.stream()
            .map(AnalysisEvent::getModel)
            .flatMap(model -> Optional.ofNullable(model).stream())
            .map(model -> model.getName() + " (" + model.getDigest() + ")")
            .distinct()
            .toList();
    return new ModelTimes(
        models,
        times.size(),
        Percentile.of(times, 50).orElse(0L),
        Percentile.of(times, 95).orElse(0L));
  }

  private static long modelMs(Timings timings) {
    return timings.getPreprocessMs()
        + timings.getVisionMs()
        + timings.getPrefillMs()
        + timings.getDecodeMs();
  }
}
