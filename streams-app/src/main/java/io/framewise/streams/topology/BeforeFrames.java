package io.framewise.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Of what a task has fetched Kafka Streams takes the record of the lowest time first. A completion
 * would take turns with the frames of a backlog, or wait until all of those are read, while its
 * deadline passes; so completions, and acknowledgements by people, come before all frames. Nothing
 * downstream reads this time: their ingest gives them the clock's.
 */
public final class BeforeFrames implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return 0;
  }
}
