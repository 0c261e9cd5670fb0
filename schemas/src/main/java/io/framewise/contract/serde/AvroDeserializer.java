package io.framewise.contract.serde;

import io.framewise.contract.topic.TrustedRecords;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** By the id of the writer's schema: to match it with ours takes far longer than to read. */
  private final Map<Integer, SpecificDatumReader<V>> readers = new ConcurrentHashMap<>();

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
    SpecificDatumReader<V> reader = reader(WireFormat.schemaId(value));
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null);
    try {
      return type.cast(reader.read(null, decoder));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "not a readable " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private SpecificDatumReader<V> reader(int schemaId) {
    SpecificDatumReader<V> known = readers.get(schemaId);
    if (known != null) {
      return known;
    }
    Schema writerSchema = registry.schemaById(schemaId);
    return readers.computeIfAbsent(
        schemaId, id -> new SpecificDatumReader<>(writerSchema, readerSchema));
  }
}
