package io.framewise.contract.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Finds a field of type bytes in records in Confluent wire format and leaves it where it lies:
 * nothing is copied. Safe for use by several threads.
 */
public final class BytesField {

  private final String name;
  private final SchemaRegistry registry;

  /** The field called {@code name} of any record that has one. */
  public BytesField(String name, SchemaRegistry registry) {
    this.name = name;
    this.registry = registry;
  }

  /**
   * The field's bytes, a view into {@code value}.
   *
   * @throws SerializationException when the bytes are no record with such a field
   * @throws RegistryUnavailableException when the writer's schema cannot be fetched just now
   */
  public ByteBuffer in(byte[] value) {
    Schema schema = registry.schemaById(WireFormat.schemaId(value));
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null);
    try {
      skipToField(schema, decoder);
      int length = Math.toIntExact(decoder.readLong());
      return ByteBuffer.wrap(value, value.length - decoder.inputStream().available(), length)
          .slice()
          .asReadOnlyBuffer();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("no record with bytes in " + name, e);
    }
  }

  private void skipToField(Schema schema, BinaryDecoder decoder) throws IOException {
    for (Schema.Field field : schema.getFields()) {
      if (field.name().equals(name) && field.schema().getType() == Schema.Type.BYTES) {
        return;
      }
      GenericDatumReader.skip(field.schema(), decoder);
    }
    throw new IOException("there is no such field");
  }
}
