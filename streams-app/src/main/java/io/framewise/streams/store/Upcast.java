package io.framewise.streams.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;

/** Reads state of one earlier version that differs by more than Avro can resolve. */
final class Upcast<T> {

  private static final int HEADER_BYTES = 2;

  /** Converts a record of an earlier version. */
  interface Way<T> {
    /** The record in today's form. */
    T of(GenericRecord written);
  }

  private final BinaryMessageDecoder<GenericRecord> decoder;
  private final Way<T> way;

  Upcast(Schema written, Way<T> way) {
    this.decoder = new BinaryMessageDecoder<>(GenericData.get(), written);
    this.way = way;
  }

  T read(byte[] bytes) throws IOException {
    return way.of(decoder.decode(bytes));
  }

  /** The fingerprint of the schema that wrote a value in single-object encoding. */
  static long fingerprint(byte[] bytes) {
    return bytes.length < HEADER_BYTES + Long.BYTES
        ? 0
        : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(HEADER_BYTES);
  }
}
