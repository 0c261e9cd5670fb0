package io.framewise.streams.client;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka Streams' clients, whose main consumer tells of the backlogs of the frames topics. */
public final class BacklogClients implements KafkaClientSupplier {

  private final Set<String> topics;
  private final Backlogs backlogs;

  /**
   * Clients that tell {@code backlogs}.
   *
   * @param topics names of the frames topics
   */
  public BacklogClients(Set<String> topics, Backlogs backlogs) {
    this.topics = Set.copyOf(topics);
    this.backlogs = backlogs;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new TellingConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plain(config);
  }

  private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private final class TellingConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private long toldAt = System.nanoTime() - EVERY_NANOS;

    TellingConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      if (System.nanoTime() - toldAt >= EVERY_NANOS) {
        toldAt = System.nanoTime();
        tell();
      }
      return records;
    }

    private void tell() {
      long now = System.currentTimeMillis();
      for (TopicPartition partition : assignment()) {
        if (topics.contains(partition.topic())) {
          currentLag(partition)
              .ifPresent(unread -> backlogs.tell(partition.partition(), unread, now));
        }
      }
    }
  }
}
