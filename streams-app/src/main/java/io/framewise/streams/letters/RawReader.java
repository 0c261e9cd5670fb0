package io.framewise.streams.letters;

import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records byte for byte, without a group. Blocking; confined to one thread. */
final class RawReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Of two machines that write to one topic. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final KafkaSettings kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;

  RawReader(KafkaSettings kafka) {
    this.kafka = kafka;
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(LIMIT.toMillis()));
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(LIMIT.toMillis()));
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Partitions of a topic.
   *
   * @throws UserError when there is no such topic, or no broker
   */
  List<TopicPartition> partitions(String topic) {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new UserError(
            "there is no topic " + topic,
            "start the streams app, which makes it, or set kafka.topic-prefix");
      }
      return partitions;
    } catch (TimeoutException e) {
      throw noBroker(e);
    }
  }

  /** Reads all records that were written at or after a time, up to the end that there is now. */
  void readFrom(
      TopicPartition partition, Instant from, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    try {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      seek(partition, from, end);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(listener);
      }
    } catch (OffsetOutOfRangeException e) {
      throw new UserError(
          "retention has removed records of " + partition + " while they were read",
          "start again",
          e);
    } catch (TimeoutException e) {
      throw noBroker(e);
    }
  }

  private void seek(TopicPartition partition, Instant from, long end) {
    long fromMs = Math.max(0, from.toEpochMilli() - CLOCK_SKEW.toMillis());
    OffsetAndTimestamp begin = consumer.offsetsForTimes(Map.of(partition, fromMs)).get(partition);
    consumer.seek(partition, begin == null ? end : begin.offset());
  }

  /** The record at a place; empty when retention has removed it or none was ever there. */
  Optional<ConsumerRecord<byte[], byte[]>> read(RecordPlace place) {
    try {
      if (!partitions(place.partition().topic()).contains(place.partition())) {
        return Optional.empty();
      }
      List<TopicPartition> partition = List.of(place.partition());
      consumer.assign(partition);
      long begin = consumer.beginningOffsets(partition).get(place.partition());
      long end = consumer.endOffsets(partition).get(place.partition());
      if (place.offset() < begin || place.offset() >= end) {
        return Optional.empty();
      }
      consumer.seek(place.partition(), place.offset());
      while (consumer.position(place.partition()) <= place.offset()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return Optional.of(record).filter(found -> found.offset() == place.offset());
        }
      }
      return Optional.empty();
    } catch (OffsetOutOfRangeException e) {
      return Optional.empty();
    } catch (TimeoutException e) {
      throw noBroker(e);
    }
  }

  private UserError noBroker(TimeoutException e) {
    return new UserError(
        "no Kafka broker answers at " + kafka.bootstrapServers(),
        "start one there, or set kafka.bootstrap-servers (FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS)",
        e);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
