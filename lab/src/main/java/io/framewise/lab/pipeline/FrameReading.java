package io.framewise.lab.pipeline;

import io.framewise.contract.avro.Domain;
import io.framewise.platform.frame.FrameRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the topology is compared with: programs that read the same frames and do nothing with them,
 * look at each, or copy them to another topic. One thread each, as one stream thread, with Kafka's
 * defaults.
 */
final class FrameReading {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Pipeline pipeline;
  private final String topic;
  private final String copies;
  private final int frames;

  /** Readings of a pipeline that will have so many frames; makes the topic of their copies. */
  FrameReading(Pipeline pipeline, int frames) throws ExecutionException, InterruptedException {
    this.pipeline = pipeline;
    this.topic = pipeline.topics().frames(Domain.VIDEO).name();
    this.copies = topic + ".copies";
    this.frames = frames;
    try (Admin admin = Admin.create(pipeline.kafka().clientConfig())) {
      admin
          .createTopics(List.of(new NewTopic(copies, pipeline.kafka().partitions(), (short) 1)))
          .all()
          .get();
    }
  }

  /** A plain consumer. */
  Rate plain() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(new ByteArrayDeserializer())) {
      return read(consumer, batch -> {});
    }
  }

  /** A consumer that reads each frame's header and takes the checksum of its pixels. */
  Rate looked() {
    FrameRecords records = new FrameRecords(pipeline.topics(), pipeline.registry());
    try (KafkaConsumer<String, byte[]> consumer = consumer(new StringDeserializer())) {
      return read(
          consumer,
          batch -> {
            for (ConsumerRecord<String, byte[]> record : batch) {
              records.header(record);
              records.checksum(record);
            }
          });
    }
  }

  /** A consumer and a producer that copy every record exactly once. */
  Rate copied() throws ExecutionException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(new ByteArrayDeserializer());
        ExactCopy copy = new ExactCopy(pipeline, copies, consumer)) {
      Rate rate = read(consumer, copy::take);
      copy.requireNoFailure();
      return rate;
    }
  }

  private <K> KafkaConsumer<K, byte[]> consumer(Deserializer<K> keys) {
    Map<String, Object> config = new HashMap<>(pipeline.kafka().clientConfig());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, "frame-reading");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    KafkaConsumer<K, byte[]> consumer =
        new KafkaConsumer<>(config, keys, new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** The work takes each batch, and an empty one at the end. */
  private <K> Rate read(
      KafkaConsumer<K, byte[]> consumer, Consumer<Iterable<ConsumerRecord<K, byte[]>>> work) {
    Rate.Clock clock = Rate.ofThisThread();
    for (int seen = 0; seen < frames; ) {
      var records = consumer.poll(POLL);
      work.accept(records);
      seen += records.count();
    }
    work.accept(List.of());
    return clock.rate(frames);
  }
}
