package io.framewise.contract.serde;

import io.framewise.contract.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The values of one topic in Confluent wire format. Safe for use by several threads. */
public final class AvroSerde<V extends SpecificRecord> implements Serde<V> {

  private final AvroSerializer<V> serializer;
  private final AvroDeserializer<V> deserializer;

  /** A serde for the values of {@code topic}. */
  public AvroSerde(Topic<V> topic, SchemaRegistry registry) {
    this.serializer = new AvroSerializer<>(topic, registry);
    this.deserializer = new AvroDeserializer<>(topic.valueType(), registry);
  }

  @Override
  public Serializer<V> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<V> deserializer() {
    return deserializer;
  }
}
