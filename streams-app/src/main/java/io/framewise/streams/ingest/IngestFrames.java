package io.framewise.streams.ingest;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.Stage;
import io.framewise.platform.frame.BadFrameException;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.streams.failure.DeadLetters;
import io.framewise.streams.failure.Ingest;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.settings.StreamsSettings;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the header of each record of the frames topics, without the pixels. A record that is no
 * frame becomes a dead letter.
 */
public final class IngestFrames implements Ingest {

  /** The state stores that it uses. */
  public static final Set<String> STORES = Ledgers.STORES;

  private final FrameRecords records;
  private final StreamsSettings settings;
  private final List<String> framesChildren;
  private final String deadLettersChild;
  private ProcessorContext<String, Object> context;
  private Ledgers ledgers;
  private KnownSources sources;

  /**
   * A processor that forwards {@link ArrivedFrame}s to some children and {@link DeadLetter}s to
   * another.
   */
  public IngestFrames(
      FrameRecords records,
      StreamsSettings settings,
      List<String> framesChildren,
      String deadLettersChild) {
    this.records = records;
    this.settings = settings;
    this.framesChildren = List.copyOf(framesChildren);
    this.deadLettersChild = deadLettersChild;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.ledgers = new Ledgers(context);
    this.sources = new KnownSources(context, ledgers, settings.maxSources());
  }

  @Override
  public void process(Record<String, byte[]> taken) {
    Record<String, byte[]> record = OwnTime.restored(taken);
    ConsumerRecord<String, byte[]> original = DeadLetters.original(record, context);
    try {
      ArrivedFrame frame = ArrivedFrame.of(records, original);
      requireNotAhead(frame.header());
      requireRoom(record.key());
      // The record gets the time of this clock, because changelogs take over the record's time and
      // that of the producer may be wrong.
      Record<String, Object> arrived =
          record.withValue((Object) frame).withTimestamp(context.currentSystemTimeMs());
      framesChildren.forEach(child -> context.forward(arrived, child));
    } catch (BadFrameException e) {
      refuse(record, Stage.INGEST, e.category(), e.getMessage());
    }
  }

  @Override
  public void refuse(Record<String, byte[]> taken, Stage stage, String category, String message) {
    Record<String, byte[]> record = OwnTime.restored(taken);
    bookDeadLetter(record);
    context.forward(
        DeadLetters.of(
            stage,
            category,
            message,
            DeadLetters.original(record, context),
            context.currentSystemTimeMs()),
        deadLettersChild);
  }

  /**
   * A clock that is ahead would close the windows of its source too early, and all frames after it
   * would be late.
   */
  private void requireNotAhead(FrameHeader header) {
    long aheadMs = header.getCapturedAt().toEpochMilli() - context.currentSystemTimeMs();
    if (aheadMs > settings.maxClockAhead().toMillis()) {
      throw new BadFrameException(
          "bad-time",
          "the frame claims to be from " + aheadMs + " ms in the future (streams.max-clock-ahead)");
    }
  }

  private void requireRoom(String sourceId) {
    if (!sources.admits(sourceId)) {
      throw new BadFrameException(
          "too-many-sources",
          "this partition has " + settings.maxSources() + " sources already (streams.max-sources)");
    }
  }

  /**
   * Books the record in the minute of its timestamp, since it has no capture time. It goes into the
   * ledger of its source if that has one or is known from a connector's status. A record without a
   * usable key belongs to no source and is not booked; it only becomes a dead letter.
   */
  private void bookDeadLetter(Record<String, byte[]> record) {
    if (FrameRecords.isSourceId(record.key())) {
      ledgers.book(
          sources.isKnown(record.key()) ? record.key() : Ledgers.UNKNOWN_SOURCES,
          Math.min(record.timestamp(), context.currentSystemTimeMs()),
          ledger -> {
            ledger.setReceived(ledger.getReceived() + 1);
            ledger.setDeadLettered(ledger.getDeadLettered() + 1);
          });
    }
  }
}
