package io.framewise.streams.failure;

import io.framewise.contract.avro.Stage;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The first processor after a topic. It can refuse a record: the record is counted and becomes a
 * dead letter.
 */
public interface Ingest extends Processor<String, byte[], String, Object> {

  /** Makes the record a dead letter instead of processing it. */
  void refuse(Record<String, byte[]> record, Stage stage, String category, String message);
}
