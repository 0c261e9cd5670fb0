package io.framewise.streams.failure;

import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * How large a record of a topic may be. Asked before a record is sent: once Kafka has refused one,
 * the whole transaction is lost. A topic that turns out to take less than its catalogue says has a
 * lower limit from then on. Safe for use by several threads.
 */
public final class SizeLimits {

  /** For the key, and what surrounds a record on its way and in a changelog. */
  private static final int RESERVE = 4096;

  private final SchemaRegistry registry;
  private final Map<String, Integer> learned = new ConcurrentHashMap<>();

  /** Limits for records whose schemas are in {@code registry}. */
  public SizeLimits(SchemaRegistry registry) {
    this.registry = registry;
  }

  /** The record as it would be sent. */
  public <V extends SpecificRecord> byte[] serialized(Topic<V> topic, V value) {
    return new AvroSerializer<>(topic, registry).serialize(topic.name(), value);
  }

  /** Whether a topic takes a record that is so long when it is serialized. */
  public boolean takes(Topic<?> topic, int length) {
    return length <= topic.maxMessageBytes() - RESERVE
        && length < learned.getOrDefault(topic.name(), Integer.MAX_VALUE);
  }

  /** Kafka has refused a record of that length. */
  void learn(String topic, int length) {
    learned.merge(topic, length, Math::min);
  }
}
