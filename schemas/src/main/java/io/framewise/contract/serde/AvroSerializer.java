package io.framewise.contract.serde;

import io.framewise.contract.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes values of one topic in Confluent wire format. Safe for use by several threads. */
public final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {

  private final Topic<V> topic;
  private final SchemaRegistry registry;
  private final SpecificDatumWriter<V> writer;

  /**
   * A serializer for the values of {@code topic}, whose schema it registers with the first one if
   * that has not been done.
   */
  public AvroSerializer(Topic<V> topic, SchemaRegistry registry) {
    this.topic = topic;
    this.registry = registry;
    this.writer = new SpecificDatumWriter<>(topic.valueType());
  }

  @Override
  public byte[] serialize(String topicName, V value) {
    if (value == null) {
      return null;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(WireFormat.header(registry.register(topic)));
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      writer.write(value, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new SerializationException(
          "a record of " + topicName + " does not fit its schema: " + e.getMessage(), e);
    }
  }
}
