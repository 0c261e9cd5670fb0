package io.framewise.admin.letters;

import io.framewise.contract.UserError;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.ReadToEnd;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records byte for byte, without a group. Methods throw {@link
 * org.apache.kafka.common.errors.TimeoutException} when no broker answers. Blocking; confined to
 * one thread.
 */
final class RawReader implements AutoCloseable {

  /** Of two machines that write to one topic. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final KafkaConsumer<byte[], byte[]> consumer;

  RawReader(KafkaSettings kafka) {
    this.consumer =
        new KafkaConsumer<>(
            ReadToEnd.consumerConfig(kafka, "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Partitions of a topic.
   *
   * @throws UserError when there is no such topic
   */
  List<TopicPartition> partitions(String topic) {
    return ReadToEnd.partitions(consumer, topic);
  }

  /** Reads all records that were written at or after a time, up to the end that there is now. */
  void readFrom(
      TopicPartition partition, Instant from, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    try {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      seek(partition, from, end);
      ReadToEnd.read(consumer, Map.of(partition, end), listener);
    } catch (OffsetOutOfRangeException e) {
      throw new UserError(
          "retention has removed records of " + partition + " while they were read",
          "start again",
          e);
    }
  }

  private void seek(TopicPartition partition, Instant from, long end) {
    long fromMs = Math.max(0, from.toEpochMilli() - CLOCK_SKEW.toMillis());
    OffsetAndTimestamp begin = consumer.offsetsForTimes(Map.of(partition, fromMs)).get(partition);
    consumer.seek(partition, begin == null ? end : begin.offset());
  }

  /** The record at a place; empty when retention has removed it or none was ever there. */
  Optional<ConsumerRecord<byte[], byte[]>> read(RecordPlace place) {
    TopicPartition partition = place.partition();
    if (!partitions(partition.topic()).contains(partition)) {
      return Optional.empty();
    }
    try {
      List<TopicPartition> one = List.of(partition);
      consumer.assign(one);
      long begin = consumer.beginningOffsets(one).get(partition);
      long end = consumer.endOffsets(one).get(partition);
      if (place.offset() < begin || place.offset() >= end) {
        return Optional.empty();
      }
      consumer.seek(partition, place.offset());
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      ReadToEnd.read(consumer, Map.of(partition, place.offset() + 1), found::add);
      return found.stream().findFirst();
    } catch (OffsetOutOfRangeException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
