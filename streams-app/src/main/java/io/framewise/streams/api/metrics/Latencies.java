package io.framewise.streams.api.metrics;

import static java.util.Locale.ROOT;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Timings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** Histograms of how long answers take. Safe for use by several threads. */
final class Latencies {

  /** Upper bounds of the buckets, in seconds. */
  private static final Duration[] BUCKETS =
      DoubleStream.of(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120)
          .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
          .toArray(Duration[]::new);

  private final MeterRegistry registry;

  Latencies(MeterRegistry registry) {
    this.registry = registry;
  }

  void record(AnalysisEvent event) {
    List<FrameRef> frames = event.getFrames();
    if (!frames.isEmpty()) {
      Duration whole =
          Duration.between(frames.get(frames.size() - 1).getCapturedAt(), event.getCreatedAt());
      histogram(MetricName.EVENT_LATENCY, "status", event.getStatus().name().toLowerCase(ROOT))
          .record(whole.isNegative() ? Duration.ZERO : whole);
    }
    Timings timings = event.getTimings();
    if (timings != null) {
      histogram(MetricName.QUEUE_TIME).record(ms(timings.getQueueMs()));
      work("fetch", timings.getFetchMs());
      work("preprocess", timings.getPreprocessMs());
      work("vision", timings.getVisionMs());
      work("prefill", timings.getPrefillMs());
      work("decode", timings.getDecodeMs());
    }
  }

  private void work(String step, long ms) {
    histogram(MetricName.WORK_TIME, "step", step).record(ms(ms));
  }

  private static Duration ms(long ms) {
    return Duration.ofMillis(Math.max(0, ms));
  }

  private Timer histogram(MetricName metric, String... tags) {
    return Timer.builder(metric.key())
        .description(metric.doc())
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
