package io.framewise.streams.failure;

import io.framewise.contract.avro.Stage;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** The first processor of a topic, which can refuse a record: books it and buries it. */
public interface Ingest extends Processor<String, byte[], String, Object> {

  /** Makes the record a dead letter instead of processing it. */
  void refuse(Record<String, byte[]> record, Stage stage, String category, String message);
}
