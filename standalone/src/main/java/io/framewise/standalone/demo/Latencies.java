package io.framewise.standalone.demo;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * How long answers took, in milliseconds.
 *
 * @param latencyMs from the capture of the last frame looked at to the answer, p50, p95 and max
 * @param afterCloseMs from the close of the window to the answer, p50, p95 and max
 * @param firstEventMs from the start of this process to the first event; empty without one
 */
record Latencies(
    Map<String, Long> latencyMs, Map<String, Long> afterCloseMs, OptionalLong firstEventMs) {

  static Latencies of(List<EventNote> events) {
    return new Latencies(
        percentiles(events, EventNote::latencyMs),
        percentiles(events, EventNote::afterCloseMs),
        events.stream().mapToLong(event -> sinceStart(event.createdAt())).min());
  }

  /** Milliseconds from the start of this process. */
  static long sinceStart(Instant moment) {
    Instant started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    return Duration.between(started, moment).toMillis();
  }

  private static Map<String, Long> percentiles(
      List<EventNote> events, Function<EventNote, OptionalLong> time) {
    List<Long> sorted =
        events.stream()
            .flatMapToLong(event -> time.apply(event).stream())
            .boxed()
            .sorted()
            .toList();
    Map<String, Long> percentiles = new LinkedHashMap<>();
    if (!sorted.isEmpty()) {
      percentiles.put("p50", percentile(sorted, 50));
      percentiles.put("p95", percentile(sorted, 95));
      percentiles.put("max", percentile(sorted, 100));
    }
    return percentiles;
  }

  /** Nearest rank. */
  private static long percentile(List<Long> sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1);
  }
}
