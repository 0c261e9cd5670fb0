package io.framewise.streams.topology;

import io.framewise.streams.ingest.OwnTime;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Lets the frames topics take turns. Of the records that a task has fetched, Kafka Streams takes
 * the one with the lowest timestamp first. By their own timestamps, yesterday's pictures that are
 * loaded in bulk would hold up a live camera on another topic, and one record of a producer whose
 * clock is ahead would hold up all records behind it. So the timestamp of a frame is the time at
 * which it became the next of its partition. Event time is the capture time of the frame; the
 * record's own timestamp is kept by {@link OwnTime}.
 */
final class FramesTakeTurns implements TimestampExtractor {

  private final InstantSource clock;

  FramesTakeTurns(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    long nowMs = clock.millis();
    OwnTime.attach(record, nowMs);
    return nowMs;
  }
}
