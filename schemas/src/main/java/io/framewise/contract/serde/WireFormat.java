package io.framewise.contract.serde;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent wire format: a zero byte, the schema id as four bytes, big end first, then Avro binary.
 */
public final class WireFormat {

  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /**
   * Whether {@code value} could be in wire format; pictures never are, they begin with a magic
   * number of their own.
   */
  public static boolean matches(byte[] value) {
    return value != null && value.length >= HEADER_BYTES && value[0] == MAGIC;
  }

  static int schemaId(byte[] value) {
    return schemaId(ByteBuffer.wrap(value));
  }

  static int schemaId(ByteBuffer value) {
    int begin = value.position();
    if (value.remaining() < HEADER_BYTES || value.get(begin) != MAGIC) {
      throw new SerializationException(
          "not in Confluent wire format: "
              + value.remaining()
              + " bytes that do not begin with a zero byte and a schema id");
    }
    return value.getInt(begin + 1);
  }

  static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
  }
}
