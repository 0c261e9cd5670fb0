package io.framewise.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's own timestamp, or the wall clock for a producer that sends none. Event time is the
 * frame's capture time, so nothing rests on it; but without one the topology would die of the
 * record, and with none above 0 it would stand beside what comes {@link BeforeFrames}.
 */
public final class WallClockForMissingTime implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() <= 0 ? System.currentTimeMillis() : record.timestamp();
  }
}
