package io.framewise.streams;

import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.topology.WallClockForMissingTime;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/** The Kafka Streams properties, each with its reason. */
final class StreamsConfiguration {

  /**
   * Frames carry pixels: a thousand buffered records a partition, the default, would be gigabytes.
   */
  private static final int BUFFERED_FRAMES = 64;

  private static final int TRANSACTION_TIMEOUT_MS = 60_000;

  private StreamsConfiguration() {}

  static Properties of(KafkaSettings kafka, StreamsSettings settings) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientConfig());
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis(),
            StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads(),
            StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString(),
            StreamsConfig.REPLICATION_FACTOR_CONFIG, kafka.replicationFactor(),
            StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_FRAMES));
    // Only the global tables have typed deserialisers; one unreadable question set must not stop
    // all the others.
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    properties.put(
        StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
        settings.duplicateMemory().toMillis());
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallClockForMissingTime.class);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_FRAMES);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MS);
    return properties;
  }
}
