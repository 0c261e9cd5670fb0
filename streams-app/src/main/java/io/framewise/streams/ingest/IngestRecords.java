package io.framewise.streams.ingest;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.streams.failure.DeadLetters;
import io.framewise.streams.failure.Ingest;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads records that other processes write and that the topology matches with its state:
 * completions and acknowledgements. A record that cannot be read, or whose key is another source,
 * becomes a dead letter; a {@link ReadMark} is left to {@link IngestMarks}. The records are passed
 * on with the time of the clock, because their own only serves to order them before frames.
 */
public final class IngestRecords<V extends SpecificRecord> implements Ingest {

  private static final String BAD_RECORD = "bad-record";

  private final AvroDeserializer<V> deserializer;
  private final Function<V, String> sourceId;
  private final Stage stage;
  private final String recordsChild;
  private final String deadLettersChild;
  private ProcessorContext<String, Object> context;

  /**
   * A processor that forwards records to one child and {@link DeadLetter}s to the other.
   *
   * @param sourceId the source that a record says it is about
   * @param stage stage of its dead letters
   */
  public IngestRecords(
      AvroDeserializer<V> deserializer,
      Function<V, String> sourceId,
      Stage stage,
      String recordsChild,
      String deadLettersChild) {
    this.deserializer = deserializer;
    this.sourceId = sourceId;
    this.stage = stage;
    this.recordsChild = recordsChild;
    this.deadLettersChild = deadLettersChild;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (ReadMark.isOne(record)) {
      return;
    }
    ConsumerRecord<String, byte[]> original = DeadLetters.original(record, context);
    if (record.value() == null) {
      refuse(record, stage, BAD_RECORD, "the record has no value");
      return;
    }
    try {
      V value = deserializer.deserialize(original.topic(), record.value());
      if (sourceId.apply(value).equals(record.key())) {
        context.forward(
            record.withValue(value).withTimestamp(context.currentSystemTimeMs()), recordsChild);
      } else {
        refuse(record, stage, BAD_RECORD, "the key is not the record's source id");
      }
    } catch (SerializationException e) {
      refuse(record, stage, BAD_RECORD, e.getMessage());
    }
  }

  @Override
  public void refuse(Record<String, byte[]> record, Stage stage, String category, String message) {
    context.forward(
        DeadLetters.of(
            stage,
            category,
            message,
            DeadLetters.original(record, context),
            context.currentSystemTimeMs()),
        deadLettersChild);
  }
}
