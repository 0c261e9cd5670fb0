package io.framewise.streams.failure;

import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * How large a record of a topic may be. It is checked before a record is sent, because the whole
 * transaction is lost once Kafka has refused a record. When Kafka refuses a record that the
 * catalogue allows, the limit of its topic is lowered from then on. Safe for use by several
 * threads.
 */
public final class SizeLimits {

  /** Room for the key, and for what Kafka adds to a record in a batch and in a changelog. */
  private static final int RESERVE = 4096;

  private final SchemaRegistry registry;
  private final Map<String, Integer> learned = new ConcurrentHashMap<>();

  /** Limits for records whose schemas are in {@code registry}. */
  public SizeLimits(SchemaRegistry registry) {
    this.registry = registry;
  }

  /** The bytes of a record as they would be sent. */
  public <V extends SpecificRecord> byte[] serialized(Topic<V> topic, V value) {
    return new AvroSerializer<>(topic, registry).serialize(topic.name(), value);
  }

  /** Whether a topic takes a record of this many bytes. */
  public boolean takes(Topic<?> topic, int length) {
    return length <= topic.maxMessageBytes() - RESERVE
        && length < learned.getOrDefault(topic.name(), Integer.MAX_VALUE);
  }

  /** Notes that Kafka has refused a record of this many bytes. */
  void learn(String topic, int length) {
    learned.merge(topic, length, Math::min);
  }
}
