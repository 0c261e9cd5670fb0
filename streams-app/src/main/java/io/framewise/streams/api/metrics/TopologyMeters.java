package io.framewise.streams.api.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.nio.file.Path;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** The meters of the topology as a whole: its threads, and the disk of its state. */
final class TopologyMeters {

  /** How Kafka Streams calls the number of its threads that have died. */
  private static final String FAILED = "failed-stream-threads";

  private TopologyMeters() {}

  static void bind(KafkaStreams streams, Path stateDirectory, MeterRegistry registry) {
    Gauge.builder(MetricName.FAILED_THREADS.key(), streams, TopologyMeters::failedThreads)
        .description(MetricName.FAILED_THREADS.doc())
        .register(registry);
    File disk = stateDirectory.toAbsolutePath().toFile();
    Gauge.builder(MetricName.STATE_DISK.key(), disk, File::getTotalSpace)
        .description(MetricName.STATE_DISK.doc())
        .strongReference(true)
        .register(registry);
    Gauge.builder(MetricName.STATE_FREE.key(), disk, File::getUsableSpace)
        .description(MetricName.STATE_FREE.doc())
        .strongReference(true)
        .register(registry);
  }

  private static double failedThreads(KafkaStreams streams) {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(FAILED))
        .map(Metric::metricValue)
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .findFirst()
        .orElse(Double.NaN);
  }
}
