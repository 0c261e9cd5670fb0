package io.framewise.contract.serde;

import io.framewise.contract.topic.TrustedRecords;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values in Confluent wire format as {@code V}, whatever compatible version wrote them. Safe
 * for use by several threads.
 */
public final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {

  private final Class<V> type;
  private final Schema readerSchema;
  private final SchemaRegistry registry;

  /** A deserializer to {@code type}. */
  public AvroDeserializer(Class<V> type, SchemaRegistry registry) {
    TrustedRecords.trust();
    this.type = type;
    this.readerSchema = SpecificData.get().getSchema(type);
    this.registry = registry;
  }

  /**
   * Reads one value.
   *
   * @throws SerializationException when the bytes are not such a value
   * @throws RegistryUnavailableException when the writer's schema cannot be fetched just now
   */
  @Override
  public V deserialize(String topic, byte[] value) {
    if (value == null) {
      return null;
    }
    Schema writerSchema = registry.schemaById(WireFormat.schemaId(value));
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null);
    try {
      return type.cast(new SpecificDatumReader<V>(writerSchema, readerSchema).read(null, decoder));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "not a readable " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
