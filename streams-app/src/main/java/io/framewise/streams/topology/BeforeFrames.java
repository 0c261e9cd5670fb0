package io.framewise.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Orders completions and acknowledgements before all frames. Of the records that a task has
 * fetched, Kafka Streams takes the one with the lowest timestamp first. By its own timestamp a
 * completion would wait behind the frames of a backlog while its deadline passes. No later
 * processor sees this timestamp: the ingest replaces it by the time of the clock.
 */
public final class BeforeFrames implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return 0;
  }
}
