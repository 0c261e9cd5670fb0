package io.framewise.connectors;

import io.framewise.connectors.publish.TrackedSource;
import io.framewise.connectors.scene.Condition;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The meters of a source. Prometheus writes dots as underscores and adds _total to counters. */
public enum SourceMeter {
  /** Pictures captured. */
  CAPTURED("framewise.source.captured", "Pictures that the source delivered."),
  /** How pictures ended. */
  PICTURES(
      "framewise.source.pictures",
      "Pictures by how they ended. The sum over all endings is what was captured, less those under way."),
  /** Whether it runs. */
  UP("framewise.source.up", "1 while the source delivers pictures, 0 once it stalls or has ended."),
  /** Whether it broke off. */
  BROKEN("framewise.source.broken", "1 once the source has broken off, else 0."),
  /** How often it could not be opened, or broke off. */
  WAITS(
      "framewise.source.waits",
      "How often the source could not be opened, or broke off, and was to be tried again."),
  /** What is wrong with its pictures. */
  CONDITION(
      "framewise.source.condition",
      "1 while the condition holds of the source's pictures, such as frozen, black or blurred, else 0."),
  /** How old its newest picture is. */
  PICTURE_AGE(
      "framewise.source.picture.age.seconds",
      "Seconds since the source's last picture that was to go to Kafka; NaN before the first.");

  private final String key;
  private final String doc;

  SourceMeter(String key, String doc) {
    this.key = key;
    this.doc = doc;
  }

  /** Its name. */
  public String key() {
    return key;
  }

  /** What it says, for people. */
  public String doc() {
    return doc;
  }

  /** The endings that the meter is split by, and how each is read; empty for other meters. */
  public Map<String, ToDoubleFunction<SourceStatus>> endings() {
    return this == PICTURES
        ? new TreeMap<>(
            Map.of(
                "published", SourceStatus::getPublished,
                "rate_capped", SourceStatus::getRateCapped,
                "unchanged", SourceStatus::getUnchanged,
                "shed", SourceStatus::getShed,
                "dead_lettered", SourceStatus::getDeadLettered,
                "failed", SourceStatus::getFailed))
        : Map.of();
  }

  /** Registers the meters of {@code source}. */
  static void bind(TrackedSource source, MeterRegistry registry) {
    count(CAPTURED, source, SourceStatus::getCaptured, "", registry);
    PICTURES
        .endings()
        .forEach((ending, reading) -> count(PICTURES, source, reading, ending, registry));
    gauge(UP, source, SourceState.RUNNING, registry);
    gauge(BROKEN, source, SourceState.BROKEN, registry);
    FunctionCounter.builder(WAITS.key, source, TrackedSource::waits)
        .tag("source", source.sourceId())
        .description(WAITS.doc)
        .register(registry);
    for (Condition condition : Condition.values()) {
      Gauge.builder(CONDITION.key, source, one -> holds(one, condition) ? 1 : 0)
          .tag("source", source.sourceId())
          .tag("condition", condition.written())
          .description(CONDITION.doc)
          .register(registry);
    }
    Gauge.builder(PICTURE_AGE.key, source, TrackedSource::secondsSincePicture)
        .tag("source", source.sourceId())
        .description(PICTURE_AGE.doc)
        .register(registry);
  }

  private static boolean holds(TrackedSource source, Condition condition) {
    return source.lifecycle().conditions().stream().anyMatch(one -> one.condition() == condition);
  }

  /** Removes the meters of a source. */
  static void unbind(String sourceId, MeterRegistry registry) {
    registry.getMeters().stream()
        .filter(meter -> sourceId.equals(meter.getId().getTag("source")))
        .forEach(registry::remove);
  }

  private static void count(
      SourceMeter meter,
      TrackedSource source,
      ToDoubleFunction<SourceStatus> reading,
      String ending,
      MeterRegistry registry) {
    FunctionCounter.Builder<TrackedSource> counter =
        FunctionCounter.builder(
                meter.key, source, one -> reading.applyAsDouble(one.status(Instant.EPOCH)))
            .tag("source", source.sourceId())
            .description(meter.doc);
    (ending.isEmpty() ? counter : counter.tag("ending", ending)).register(registry);
  }

  private static void gauge(
      SourceMeter meter, TrackedSource source, SourceState state, MeterRegistry registry) {
    Gauge.builder(meter.key, source, one -> one.status(Instant.EPOCH).getState() == state ? 1 : 0)
        .tag("source", source.sourceId())
        .description(meter.doc)
        .register(registry);
  }
}
