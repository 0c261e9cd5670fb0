package io.framewise.streams.ingest;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.frame.BadFrameException;
import io.framewise.contract.frame.FrameRecords;
import io.framewise.streams.store.Ledgers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads the header of each record of the frames topics and leaves the pixels. What is no frame
 * becomes a dead letter.
 */
public final class IngestFrames implements Processor<String, byte[], String, Object> {

  private final FrameRecords records;
  private final String framesChild;
  private final String deadLettersChild;
  private ProcessorContext<String, Object> context;
  private Ledgers ledgers;

  /**
   * A processor that forwards {@link ArrivedFrame}s to one child and {@link DeadLetter}s to the
   * other.
   */
  public IngestFrames(FrameRecords records, String framesChild, String deadLettersChild) {
    this.records = records;
    this.framesChild = framesChild;
    this.deadLettersChild = deadLettersChild;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.ledgers = new Ledgers(context);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    ConsumerRecord<String, byte[]> original = original(record);
    try {
      FrameHeader header = records.header(original);
      ledgers.update(record.key(), ledger -> ledger.setReceived(ledger.getReceived() + 1));
      context.forward(
          record.withValue(new ArrivedFrame(header, FrameRecords.reference(original, header))),
          framesChild);
    } catch (BadFrameException e) {
      bookDeadLetter(record.key());
      DeadLetter letter =
          DeadLetters.of(
              Stage.INGEST, e.category(), e.getMessage(), original, context.currentSystemTimeMs());
      context.forward(record.withValue(letter), deadLettersChild);
    }
  }

  /** A record without a key belongs to no source: its dead letter is all there is of it. */
  private void bookDeadLetter(String sourceId) {
    if (sourceId != null) {
      ledgers.update(
          sourceId,
          ledger -> {
            ledger.setReceived(ledger.getReceived() + 1);
            ledger.setDeadLettered(ledger.getDeadLettered() + 1);
          });
    }
  }

  private ConsumerRecord<String, byte[]> original(Record<String, byte[]> record) {
    return DeadLetters.original(
        record, context.recordMetadata().orElseThrow(IngestFrames::noMetadata));
  }

  private static IllegalStateException noMetadata() {
    return new IllegalStateException(
        "a record from a topic has " + RecordMetadata.class.getSimpleName());
  }
}
