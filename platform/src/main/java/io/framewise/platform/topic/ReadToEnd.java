package io.framewise.platform.topic;

import io.framewise.contract.UserError;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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
   * Properties of a consumer without a group that reads committed records and gives up when no
   * broker answers within {@link #LIMIT}.
   *
   * @param reset where it goes on when its position is not there any more: auto.offset.reset
   */
  public static Map<String, Object> consumerConfig(KafkaSettings kafka, String reset) {
    Map<String, Object> config = kafka.clientConfig();
    int limitMs = Math.toIntExact(LIMIT.toMillis());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limitMs);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, limitMs);
    return config;
  }

  /**
   * The partitions of a topic.
   *
   * @throws UserError when there is no such topic
   */
  public static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UserError(
          "there is no topic " + topic,
          "start the streams app, which makes it, or set kafka.topic-prefix");
    }
    return partitions;
  }

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
