package io.framewise.standalone.demo;

import io.framewise.platform.statistics.Percentile;
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
    List<Long> times =
        events.stream().flatMapToLong(event -> time.apply(event).stream()).boxed().toList();
    Map<String, Long> percentiles = new LinkedHashMap<>();
    Percentile.of(times, 50).ifPresent(value -> percentiles.put("p50", value));
    Percentile.of(times, 95).ifPresent(value -> percentiles.put("p95", value));
    Percentile.of(times, 100).ifPresent(value -> percentiles.put("max", value));
    return percentiles;
  }
}
