package io.framewise.streams.topology;

import io.framewise.streams.ingest.OwnTime;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Of what a task has fetched Kafka Streams takes the record of the lowest time first. By their own
 * times yesterday's pictures, loaded faster than they are read, would keep a live camera waiting on
 * the topic beside theirs, and a producer whose clock is ahead all that lies behind its record. So
 * the time of a frame is when it became the next of its topic: the topics take turns. Event time is
 * the frame's capture time; the record's own time goes along as {@link OwnTime}.
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
