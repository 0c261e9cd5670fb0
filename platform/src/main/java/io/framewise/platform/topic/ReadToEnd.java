package io.framewise.platform.topic;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what is assigned up to fixed ends, and gives up when nothing more comes. */
public final class ReadToEnd {

  /** How long a broker may say nothing. */
  public static final Duration LIMIT = Duration.ofSeconds(15);

  private static final Duration POLL = Duration.ofMillis(200);

  private ReadToEnd() {}

  /**
   * Reads from where the consumer stands to the ends, which are exclusive.
   *
   * @throws TimeoutException when there is no progress for {@link #LIMIT}
   */
  public static <K> void read(
      Consumer<K, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<K, byte[]>> reader) {
    read(consumer, ends, reader, LIMIT);
  }

  static <K> void read(
      Consumer<K, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<K, byte[]>> reader,
      Duration limit) {
    long heardAt = System.nanoTime();
    long left = left(consumer, ends);
    while (left > 0) {
      for (ConsumerRecord<K, byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          reader.accept(record);
        }
      }
      long nowLeft = left(consumer, ends);
      if (nowLeft < left) {
        heardAt = System.nanoTime();
      } else if (System.nanoTime() - heardAt > limit.toNanos()) {
        throw new TimeoutException("nothing came from " + ends.keySet() + " for " + limit);
      }
      left = nowLeft;
    }
  }

  /** Offsets up to the ends; markers of transactions count, since no record tells of them. */
  private static long left(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}
