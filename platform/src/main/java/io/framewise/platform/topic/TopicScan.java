package io.framewise.platform.topic;

import io.framewise.contract.UserError;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what lies on a topic now, committed records only. Methods throw {@link TimeoutException}
 * when no broker answers. Confined to one thread.
 */
public final class TopicScan implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final String topic;

  /** A scan of a topic with its own connection. */
  public TopicScan(KafkaSettings kafka, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            ReadToEnd.consumerConfig(kafka, "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.topic = topic;
  }

  /**
   * The topic's partitions.
   *
   * @throws UserError when there is no such topic
   */
  public List<TopicPartition> partitions() {
    return ReadToEnd.partitions(consumer, topic);
  }

  /** Reads some partitions from their oldest record to what is their newest now. */
  public void readAll(
      Collection<TopicPartition> partitions, Consumer<ConsumerRecord<String, byte[]>> reader) {
    read(consumer.beginningOffsets(partitions), reader);
  }

  /** The same from the first record on that is not older than {@code from} by its timestamp. */
  public void readSince(
      Instant from,
      Collection<TopicPartition> partitions,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    Map<TopicPartition, Long> times = new HashMap<>();
    long fromMs = Math.max(0, from.toEpochMilli()); // Kafka takes no time before 1970.
    partitions.forEach(partition -> times.put(partition, fromMs));
    Map<TopicPartition, Long> starts = new HashMap<>();
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                starts.put(partition, found.offset());
              }
            });
    read(starts, reader);
  }

  private void read(
      Map<TopicPartition, Long> starts, Consumer<ConsumerRecord<String, byte[]>> reader) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet());
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    ReadToEnd.read(consumer, ends, reader);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
