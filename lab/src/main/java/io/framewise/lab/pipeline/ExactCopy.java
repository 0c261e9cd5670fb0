package io.framewise.lab.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Copies records to another topic in transactions that hold the offsets too, committed every 100 ms
 * as Kafka Streams does by default. One thread.
 */
final class ExactCopy implements AutoCloseable {

  private static final long COMMIT_NANOS = Duration.ofMillis(100).toNanos();
  private static final int BUFFER_BYTES = 64 * 1024 * 1024;

  private final String copies;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long begunAt;

  /** A copier of what {@code consumer} reads. */
  ExactCopy(Pipeline pipeline, String copies, KafkaConsumer<byte[], byte[]> consumer) {
    this.copies = copies;
    this.consumer = consumer;
    Map<String, Object> config = pipeline.kafka().clientConfig();
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, copies);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    begin();
  }

  /** Copies a batch; an empty one is the last. */
  void take(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
    boolean last = true;
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      last = false;
      var unused = // the callback tells
          producer.send(
              new ProducerRecord<>(copies, record.partition(), record.key(), record.value()),
              (metadata, e) -> failure.compareAndSet(null, e));
    }
    if (last || System.nanoTime() - begunAt > COMMIT_NANOS) {
      commit();
      begin();
    }
  }

  private void begin() {
    producer.beginTransaction();
    begunAt = System.nanoTime();
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        consumer.assignment().stream()
            .collect(
                Collectors.toMap(
                    partition -> partition,
                    partition -> new OffsetAndMetadata(consumer.position(partition))));
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
  }

  /** Throws when a record could not be copied. */
  void requireNoFailure() throws ExecutionException {
    if (failure.get() != null) {
      throw new ExecutionException("a frame could not be copied", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
