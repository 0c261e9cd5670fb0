package io.framewise.platform.topic;

import io.framewise.contract.UserError;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.settings.KafkaSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compacted topic as a table of what holds now. */
public final class CompactedTopic<V extends SpecificRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(CompactedTopic.class);

  private final KafkaSettings kafka;
  private final Topic<V> topic;
  private final AvroDeserializer<V> deserializer;

  /** A topic of the cluster that {@code kafka} names. */
  public CompactedTopic(KafkaSettings kafka, Topic<V> topic, SchemaRegistry registry) {
    this.kafka = kafka;
    this.topic = topic;
    this.deserializer = new AvroDeserializer<>(topic.valueType(), registry);
  }

  /**
   * The newest value of each key, in the order of the keys; empty where nobody can read it.
   *
   * @throws UserError when the broker, the topic or the registry is not there
   */
  public Map<String, Optional<V>> read() {
    Map<String, Optional<V>> table = new TreeMap<>();
    scan(
        (record, value) -> {
          if (record.value() == null) {
            table.remove(record.key());
          } else {
            table.put(record.key(), value);
          }
        });
    return table;
  }

  /**
   * Goes through all records that are left of the topic, oldest first.
   *
   * @param visitor takes each record that has a key, and its value where there is one that can be
   *     read
   * @throws UserError when the broker, the topic or the registry is not there
   */
  public void scan(BiConsumer<ConsumerRecord<String, byte[]>, Optional<V>> visitor) {
    PlainErrors.explain(
        kafka,
        () -> {
          try (TopicScan scan = new TopicScan(kafka, topic.name())) {
            scan.readAll(scan.partitions(), record -> visit(record, visitor));
          }
          return Optional.empty();
        });
  }

  private void visit(
      ConsumerRecord<String, byte[]> record,
      BiConsumer<ConsumerRecord<String, byte[]>, Optional<V>> visitor) {
    if (record.key() != null) {
      visitor.accept(record, value(record));
    }
  }

  private Optional<V> value(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(deserializer.deserialize(record.topic(), record.value()));
    } catch (SerializationException e) {
      LOG.warn("{} on {} cannot be read: {}", record.key(), record.topic(), e.getMessage());
      return Optional.empty();
    }
  }
}
