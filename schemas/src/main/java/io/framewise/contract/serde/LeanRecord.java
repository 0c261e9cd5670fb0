package io.framewise.contract.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A record in Confluent wire format without what one of its fields of type bytes holds: read as any
 * other, that field is empty.
 *
 * @param value the record with the field left empty, all of an array of its own
 * @param left what the field holds, a view into the original
 * @param symbol the symbol of the enum field that was asked for, where it precedes the bytes
 */
public record LeanRecord(ByteBuffer value, ByteBuffer left, Optional<String> symbol) {

  private static final byte EMPTY = 0;

  /** Reads fields of a record. Safe for use by several threads. */
  public static final class Reader {

    private final String bytesField;
    private final String enumField;
    private final SchemaRegistry registry;

    /**
     * A reader of records.
     *
     * @param bytesField the field that is left out
     * @param enumField a field that is looked at on the way
     */
    public Reader(String bytesField, String enumField, SchemaRegistry registry) {
      this.bytesField = bytesField;
      this.enumField = enumField;
      this.registry = registry;
    }

    /**
     * A record without its bytes. Nothing of them is copied.
     *
     * @param value the record, in a buffer that has an array
     * @throws SerializationException when the bytes are no record with such a field
     * @throws RegistryUnavailableException when the writer's schema cannot be fetched just now
     */
    public LeanRecord read(ByteBuffer value) {
      byte[] array = value.array();
      int begin = value.arrayOffset() + value.position();
      int end = begin + value.remaining();
      Schema schema = registry.schemaById(WireFormat.schemaId(value));
      int first = begin + WireFormat.HEADER_BYTES;
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(array, first, end - first, null);
      try {
        Optional<String> symbol = skipToField(schema, decoder);
        int lengthAt = end - decoder.inputStream().available();
        int length = Math.toIntExact(decoder.readLong());
        int bytesAt = end - decoder.inputStream().available();
        ByteBuffer left = ByteBuffer.wrap(array, bytesAt, length).slice().asReadOnlyBuffer();
        int restAt = bytesAt + length;
        if (restAt > end) {
          throw new IOException("the record ends before its bytes do");
        }
        byte[] lean = Arrays.copyOfRange(array, begin, lengthAt + 1 + end - restAt);
        lean[lengthAt - begin] = EMPTY;
        System.arraycopy(array, restAt, lean, lengthAt + 1 - begin, end - restAt);
        return new LeanRecord(ByteBuffer.wrap(lean), left, symbol);
      } catch (IOException | RuntimeException e) {
        throw new SerializationException("no record with bytes in " + bytesField, e);
      }
    }

    private Optional<String> skipToField(Schema schema, BinaryDecoder decoder) throws IOException {
      Optional<String> symbol = Optional.empty();
      for (Schema.Field field : schema.getFields()) {
        Schema.Type type = field.schema().getType();
        if (field.name().equals(bytesField) && type == Schema.Type.BYTES) {
          return symbol;
        }
        if (field.name().equals(enumField) && type == Schema.Type.ENUM) {
          symbol = Optional.of(field.schema().getEnumSymbols().get(decoder.readEnum()));
        } else {
          GenericDatumReader.skip(field.schema(), decoder);
        }
      }
      throw new IOException("there is no such field");
    }
  }
}
