package io.framewise.platform.frame;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What is known of the pixels that were left behind when a frame was read; it goes along in a
 * header of the record.
 *
 * @param recordBytes length of the record's value with them
 * @param checksum of the picture, where somebody may ask for it
 */
public record LeftPixels(int recordBytes, OptionalLong checksum) {

  private static final String HEADER = "framewise-left-pixels";

  /** What is known of a record's pixels; empty when the record has them. */
  public static Optional<LeftPixels> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null) {
      return Optional.empty();
    }
    ByteBuffer value = ByteBuffer.wrap(header.value());
    int recordBytes = value.getInt();
    return Optional.of(
        new LeftPixels(
            recordBytes,
            value.hasRemaining() ? OptionalLong.of(value.getLong()) : OptionalLong.empty()));
  }

  /** Lets it go along with a record. */
  void attach(Headers headers) {
    ByteBuffer value = ByteBuffer.allocate(Integer.BYTES + (checksum.isPresent() ? Long.BYTES : 0));
    value.putInt(recordBytes);
    checksum.ifPresent(value::putLong);
    headers.add(HEADER, value.array());
  }

  /** Whoever writes a record with such a header has it taken off. */
  static void remove(Headers headers) {
    headers.remove(HEADER);
  }
}
