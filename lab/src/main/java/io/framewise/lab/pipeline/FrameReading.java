package io.framewise.lab.pipeline;

import io.framewise.contract.avro.Domain;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the topology is compared with: programs that read the same frames and do nothing with them,
 * or copy them to another topic. One thread each, as one stream thread. Frames a second.
 */
final class FrameReading {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int COPY_BYTES = 64 * 1024 * 1024;

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

  /** A plain consumer with Kafka's defaults. */
  double plain() {
    return read(record -> {}, () -> {});
  }

  /** A consumer and a producer with Kafka's defaults that copy every record, at least once. */
  double copied() throws ExecutionException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Map<String, Object> config = pipeline.kafka().clientConfig();
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, COPY_BYTES);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      double rate =
          read(
              record -> {
                var unused = // the callback tells
                    producer.send(
                        new ProducerRecord<>(
                            copies, record.partition(), record.key(), record.value()),
                        (metadata, e) -> failure.compareAndSet(null, e));
              },
              producer::flush);
      if (failure.get() != null) {
        throw new ExecutionException("a frame could not be copied", failure.get());
      }
      return rate;
    }
  }

  private double read(Consumer<ConsumerRecord<byte[], byte[]>> work, Runnable atEnd) {
    Map<String, Object> config = new HashMap<>(pipeline.kafka().clientConfig());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList());
      long start = System.nanoTime();
      for (int seen = 0; seen < frames; ) {
        var records = consumer.poll(POLL);
        records.forEach(work);
        seen += records.count();
      }
      atEnd.run();
      return frames / Clock.secondsSince(start);
    }
  }
}
