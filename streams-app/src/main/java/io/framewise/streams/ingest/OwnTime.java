package io.framewise.streams.ingest;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keeps the original timestamp of a record in a header, where Kafka Streams is given another
 * timestamp to order records by. A header of this name that a producer has sent is replaced.
 */
public final class OwnTime {

  private static final String HEADER = "framewise-own-time";

  private OwnTime() {}

  /** Puts the record's timestamp into the header; {@code nowMs} where the producer sent none. */
  public static void attach(ConsumerRecord<?, ?> record, long nowMs) {
    long ownMs = record.timestamp() <= 0 ? nowMs : record.timestamp();
    record.headers().remove(HEADER);
    record.headers().add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(ownMs).array());
  }

  /** The record with its original timestamp and without the header. */
  static <K, V> Record<K, V> restored(Record<K, V> record) {
    Header own = record.headers().lastHeader(HEADER);
    if (own == null) {
      return record;
    }
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.remove(HEADER);
    return record.withTimestamp(ByteBuffer.wrap(own.value()).getLong()).withHeaders(headers);
  }
}
