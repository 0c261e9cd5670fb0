package io.framewise.streams.ingest;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The time that a record has on its topic, which goes along in a header where Kafka Streams is
 * given another one to order records by. Whoever writes a record with this header has it replaced.
 */
public final class OwnTime {

  private static final String HEADER = "framewise-own-time";

  private OwnTime() {}

  /** Lets a record's own time go along; {@code nowMs} for a producer that sends none. */
  public static void attach(ConsumerRecord<?, ?> record, long nowMs) {
    long ownMs = record.timestamp() <= 0 ? nowMs : record.timestamp();
    record.headers().remove(HEADER);
    record.headers().add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(ownMs).array());
  }

  /** The record as it lies on its topic. */
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
