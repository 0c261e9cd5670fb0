package io.framewise.platform.topic;

import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.settings.KafkaSettings;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes single records to a topic for somebody who waits, so it gives up after seconds. Blocking;
 * safe for use by several threads.
 */
public final class TopicWriter<V extends SpecificRecord> implements AutoCloseable {

  private static final int LIMIT_MS = 5_000;

  /** What a record takes beside its value, amply. */
  private static final int OVERHEAD_BYTES = 64 * 1024;

  private final Topic<V> topic;
  private final Producer<String, V> producer;

  /** A writer with a connection of its own. */
  public TopicWriter(KafkaSettings kafka, Topic<V> topic, SchemaRegistry registry) {
    this.topic = topic;
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT_MS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LIMIT_MS);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topic.maxMessageBytes() + OVERHEAD_BYTES);
    this.producer =
        new KafkaProducer<>(config, new StringSerializer(), new AvroSerializer<>(topic, registry));
  }

  /**
   * Writes a record and waits until Kafka has it.
   *
   * @param partition where to; null for the partition of the key
   * @return where it lies
   * @throws KafkaException when Kafka does not take it within seconds
   */
  public RecordPlace write(Integer partition, String key, V value) throws InterruptedException {
    try {
      return RecordPlace.of(
          producer.send(new ProducerRecord<>(topic.name(), partition, key, value)).get());
    } catch (ExecutionException e) {
      throw new KafkaException("no record could be written to " + topic.name(), e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
