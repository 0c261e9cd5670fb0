package io.framewise.streams.ingest;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;
import io.framewise.platform.frame.BadFrameException;
import io.framewise.platform.frame.FrameRecords;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A frame that arrived and can be read.
 *
 * @param header what it says of itself
 * @param reference where its pixels lie
 * @param checksum of the picture of a screen, to find changes; empty for other domains
 * @param sentAtMs when it was sent according to its producer, milliseconds since 1970
 */
public record ArrivedFrame(
    FrameHeader header, FrameRef reference, OptionalLong checksum, long sentAtMs) {

  /** A frame that was sent at the time of its capture. */
  public ArrivedFrame(FrameHeader header, FrameRef reference, OptionalLong checksum) {
    this(header, reference, checksum, header.getCapturedAt().toEpochMilli());
  }

  /**
   * Reads a frame from its record.
   *
   * @throws BadFrameException when the record is no frame
   */
  public static ArrivedFrame of(FrameRecords records, ConsumerRecord<String, byte[]> record) {
    FrameHeader header = records.header(record);
    return new ArrivedFrame(
        header,
        FrameRecords.reference(record, header),
        header.getDomain() == Domain.SCREEN
            ? OptionalLong.of(records.checksum(record))
            : OptionalLong.empty(),
        record.timestamp());
  }
}
