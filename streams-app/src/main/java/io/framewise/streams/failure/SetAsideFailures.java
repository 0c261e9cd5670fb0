package io.framewise.streams.failure;

import io.framewise.contract.avro.Stage;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.failure.FailedRecords.Failure;
import java.util.Optional;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Wraps an ingest so that the thread survives records at which this processor, or one after it,
 * fails unexpectedly. Such a record may have changed only part of the state that it should change.
 * So the whole transaction is aborted, the state goes back to the last commit, and the records
 * since then are read again; this time the failed record is refused.
 */
public final class SetAsideFailures implements Ingest {

  private final Ingest ingest;
  private final FailedRecords failedRecords;
  private ProcessorContext<String, Object> context;

  /**
   * Wraps an ingest; the {@link ProcessingFailures} of the topology share {@code failedRecords}.
   */
  public SetAsideFailures(Ingest ingest, FailedRecords failedRecords) {
    this.ingest = ingest;
    this.failedRecords = failedRecords;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    ingest.init(context);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordPlace place =
        context
            .recordMetadata()
            .map(at -> RecordPlace.of(at.topic(), at.partition(), at.offset()))
            .orElseThrow(() -> new IllegalStateException("a record from a topic has metadata"));
    Optional<Failure> failure = failedRecords.find(place);
    if (failure.isPresent()) {
      refuse(record, Stage.PROCESSING, DeadLetters.UNEXPECTED, failure.get().message());
      return;
    }
    try {
      ingest.process(record);
    } catch (TaskMigratedException e) {
      throw e; // an item of its work was set aside, not the record
    } catch (RuntimeException e) {
      throw afterwards(place, e);
    }
  }

  /**
   * On this exception Kafka Streams closes all tasks of the thread, aborts their transaction and
   * opens the tasks again. No other exception does this without ending the thread: {@code
   * TaskCorruptedException} would commit what the other tasks have written, and with it the
   * incomplete work of this record.
   */
  private RuntimeException afterwards(RecordPlace place, RuntimeException e) {
    if (failedRecords.find(place).isEmpty()
        && !(ProcessingFailures.isTheRecords(e)
            && failedRecords.add(place, new Failure("ingest", e)))) {
      return e;
    }
    return new TaskMigratedException("the records since the last commit are read again", e);
  }

  @Override
  public void refuse(Record<String, byte[]> record, Stage stage, String category, String message) {
    ingest.refuse(record, stage, category, message);
  }

  @Override
  public void close() {
    ingest.close();
  }
}
