package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/**
 * Writes transaction after transaction, each with its number to every topic, until Kafka is gone.
 */
final class TransactionalWriter {

  /** Longer than a busy broker takes for one call. */
  private static final int LIMIT_MS = 4_000;

  private final Map<String, Object> client;
  private final String id;
  private final int number;
  private final int partition;
  private final List<String> topics;
  private final Thread thread;
  private final AtomicInteger acknowledged = new AtomicInteger();

  /**
   * Not started yet.
   *
   * @param app begins its transactional id
   * @param number is the key of its records
   * @param partition of every topic
   */
  TransactionalWriter(
      Map<String, Object> client, String app, int number, int partition, List<String> topics) {
    this.client = client;
    this.id = app + "-" + number;
    this.number = number;
    this.partition = partition;
    this.topics = topics;
    this.thread = new Thread(this::write, id);
  }

  String id() {
    return id;
  }

  int number() {
    return number;
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** The first transactional id of a cluster takes its time, so that the limits come later. */
  void start() {
    takeOver();
    thread.start();
  }

  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /** What a successor under the same id does first: it aborts what is not ended. */
  void takeOver() {
    try (KafkaProducer<Integer, Integer> producer = producer(60_000)) {
      producer.initTransactions();
    }
  }

  /**
   * Fails unless readers of committed records see the same transactions on every topic, each once,
   * and all that were acknowledged.
   *
   * @param committed whether all that lies on the topics was committed, as far as the coordinator
   *     knows; else there may be one more transaction there, which was aborted
   */
  void requireWholeTransactions(boolean committed) {
    Map<String, List<Integer>> all = read("read_uncommitted");
    int last =
        committed
            ? all.values().stream().flatMap(List::stream).mapToInt(i -> i).max().orElseThrow()
            : acknowledged();
    List<Integer> wanted = IntStream.rangeClosed(1, last).boxed().toList();
    Map<String, List<Integer>> read = read("read_committed");
    for (String topic : topics) {
      assertThat(read.get(topic)).as("%s on %s", id, topic).isEqualTo(wanted);
    }
  }

  private Map<String, List<Integer>> read(String isolation) {
    Map<String, List<Integer>> read = new HashMap<>();
    try (KafkaConsumer<Integer, Integer> consumer = consumer(isolation)) {
      List<TopicPartition> partitions =
          topics.stream().map(topic -> new TopicPartition(topic, partition)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<Integer, Integer> found : consumer.poll(Duration.ofMillis(200))) {
          if (found.key() == number) {
            read.computeIfAbsent(found.topic(), topic -> new ArrayList<>()).add(found.value());
          }
        }
      }
    }
    return read;
  }

  private void write() {
    KafkaProducer<Integer, Integer> producer = producer(LIMIT_MS);
    try {
      producer.initTransactions();
      while (true) {
        producer.beginTransaction();
        for (String topic : topics) {
          Future<RecordMetadata> unused =
              producer.send(new ProducerRecord<>(topic, partition, number, acknowledged() + 1));
        }
        producer.commitTransaction();
        acknowledged.incrementAndGet();
      }
    } catch (KafkaException e) {
      // Kafka is gone.
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  private KafkaProducer<Integer, Integer> producer(int limitMs) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("transactional.id", id);
    config.put("max.block.ms", limitMs);
    config.put("request.timeout.ms", limitMs);
    config.put("delivery.timeout.ms", limitMs);
    config.put("linger.ms", 0);
    return new KafkaProducer<>(config, new IntegerSerializer(), new IntegerSerializer());
  }

  private KafkaConsumer<Integer, Integer> consumer(String isolation) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", isolation);
    return new KafkaConsumer<>(config, new IntegerDeserializer(), new IntegerDeserializer());
  }
}
