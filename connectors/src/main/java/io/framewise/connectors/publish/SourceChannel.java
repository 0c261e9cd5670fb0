package io.framewise.connectors.publish;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.publish.SourceTally.Fate;
import io.framewise.connectors.scene.SceneCondition;
import io.framewise.connectors.settings.PublisherSettings;
import io.framewise.connectors.settings.WhenStalled;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.Receipt;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.connectors.source.SourceState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one source's pictures to Kafka and counts how each ends. What is under way is bounded;
 * beyond the bound the source waits or gives pictures up, as its settings say. Dead letters always
 * wait: there are few, and nothing else tells of the file.
 *
 * <p>The sink's methods are called by the source's thread only; the rest is safe for several.
 */
public final class SourceChannel implements PictureSink {

  private static final Logger LOG = LoggerFactory.getLogger(SourceChannel.class);
  private static final SourceState STALLED = new SourceState.Stalled("Kafka takes no pictures");

  private final TrackedSource source;
  private final RecordSender sender;
  private final RecordWriter writer;
  private final WhenStalled whenStalled;
  private final Duration stalledAfter;
  private final InFlight inFlight;
  private SourceState running = new SourceState.Running();
  private long lastTakenNanos = System.nanoTime();

  /** A channel for {@code source}. */
  public SourceChannel(
      TrackedSource source,
      RecordSender sender,
      RecordWriter writer,
      WhenStalled whenStalled,
      PublisherSettings settings) {
    this.source = source;
    this.sender = sender;
    this.writer = writer;
    this.whenStalled = whenStalled;
    this.stalledAfter = settings.stalledAfter();
    this.inFlight = new InFlight(settings.maxInFlight(), settings.maxInFlightBytes());
  }

  /** Waits until Kafka has acknowledged all, at most {@code limit}; returns whether it has. */
  public boolean awaitDelivered(Duration limit) throws InterruptedException {
    return inFlight.awaitEmpty(limit);
  }

  @Override
  public void opened() {
    SourceState state = source.lifecycle().state();
    if (state instanceof SourceState.Starting || state instanceof SourceState.Waiting) {
      source.lifecycle().moveTo(running);
    }
  }

  @Override
  public void note(String text) {
    running = new SourceState.Running(text);
    if (source.lifecycle().state() instanceof SourceState.Running) {
      source.lifecycle().moveTo(running);
    }
  }

  @Override
  public void waits(String reason) {
    source.waited();
    source.lifecycle().moveTo(new SourceState.Waiting(reason));
  }

  @Override
  public void rateCapped() {
    source.tally().capture();
    source.tally().end(Fate.RATE_CAPPED);
  }

  @Override
  public void unchanged() {
    source.pictureCame();
    source.tally().capture();
    source.tally().end(Fate.UNCHANGED);
  }

  @Override
  public void conditions(List<SceneCondition> conditions) {
    source.lifecycle().conditions(conditions);
  }

  @Override
  public void shed(int count) {
    for (int i = 0; i < count; i++) {
      source.tally().capture();
      source.tally().end(Fate.SHED);
    }
  }

  @Override
  public void picture(CapturedImage picture) throws InterruptedException {
    picture(picture, Receipt.NONE);
  }

  @Override
  public void picture(CapturedImage picture, Receipt receipt) throws InterruptedException {
    picture(picture, receipt, Optional.empty());
  }

  @Override
  public void picture(CapturedImage picture, String position) throws InterruptedException {
    picture(picture, Receipt.NONE, Optional.of(position));
  }

  /** Where Kafka takes nothing for long, the position of the last picture that it took stands. */
  @Override
  public void reached(String position) throws InterruptedException {
    if (awaitDelivered(stalledAfter)) {
      source.reached(position);
    }
  }

  private void picture(CapturedImage picture, Receipt receipt, Optional<String> position)
      throws InterruptedException {
    source.pictureCame();
    long sequence = source.tally().capture();
    ProducerRecord<String, byte[]> record = record(() -> writer.frame(source, sequence, picture));
    int size = record.value().length;
    Runnable ifTooLarge = () -> sendDeadLetter(picture);
    deliver(
        record,
        whenStalled,
        new Ending(size, Fate.PUBLISHED, ifTooLarge, picture.frameId(), receipt, position));
  }

  @Override
  public void refused(RefusedPicture refused) throws InterruptedException {
    refused(refused, Receipt.NONE);
  }

  @Override
  public void refused(RefusedPicture refused, Receipt receipt) throws InterruptedException {
    source.tally().capture();
    LOG.atInfo().addKeyValue(SOURCE_ID, source.sourceId()).log("refused: {}", refused.message());
    ProducerRecord<String, byte[]> record = record(() -> writer.deadLetter(source, refused));
    int size = record.value().length;
    deliver(
        record,
        WhenStalled.STALL,
        new Ending(
            size, Fate.DEAD_LETTERED, () -> {}, refused.origin(), receipt, Optional.empty()));
  }

  /** Makes a record; a picture of which none can be made, for want of memory say, has failed. */
  private ProducerRecord<String, byte[]> record(Supplier<ProducerRecord<String, byte[]>> maker) {
    boolean made = false;
    try {
      ProducerRecord<String, byte[]> record = maker.get();
      made = true;
      return record;
    } finally {
      if (!made) {
        source.tally().end(Fate.FAILED);
      }
    }
  }

  /** Brings a record on its way, or counts it as shed. */
  private void deliver(ProducerRecord<String, byte[]> record, WhenStalled policy, Ending ending)
      throws InterruptedException {
    int size = ending.size;
    boolean taken = false;
    Fate bad = Fate.FAILED;
    try {
      do {
        taken = hasRoom(size, policy) && send(record, ending);
        report(taken);
      } while (!taken && policy == WhenStalled.STALL);
      bad = Fate.SHED;
    } catch (InterruptedException e) {
      bad = Fate.SHED;
      // Told to stop: what is captured already gets a last chance.
      taken = hasRoom(size, WhenStalled.STALL) && send(record, ending);
      throw e;
    } finally {
      if (!taken) {
        source.tally().end(bad);
        ending.receipt.lost();
      }
    }
  }

  private boolean hasRoom(int size, WhenStalled policy) throws InterruptedException {
    return policy == WhenStalled.STALL ? inFlight.take(size, stalledAfter) : inFlight.tryTake(size);
  }

  private boolean send(ProducerRecord<String, byte[]> record, Ending ending)
      throws InterruptedException {
    boolean taken = false;
    try {
      taken = sender.send(record, ending);
      return taken;
    } finally {
      if (!taken) {
        inFlight.release(ending.size);
      }
    }
  }

  /** A source is stalled when Kafka has taken nothing from it for a while, not at every wait. */
  private void report(boolean taken) {
    if (taken) {
      lastTakenNanos = System.nanoTime();
      source.lifecycle().moveTo(running);
    } else if (System.nanoTime() - lastTakenNanos >= stalledAfter.toNanos()) {
      source.lifecycle().moveTo(STALLED);
    }
  }

  /** Runs on the producer's thread, which must not wait for room: it would wait for itself. */
  private void sendDeadLetter(CapturedImage picture) {
    RefusedPicture refused =
        new RefusedPicture(
            "too-large",
            picture.frameId() + ": Kafka refuses the frame, it is larger than the topic takes",
            picture.attributes().getOrDefault(CapturedImage.FILE_NAME, picture.frameId()),
            picture.bytes(),
            picture.bytes().remaining());
    try {
      sender.send(writer.deadLetter(source, refused), new Unheeded());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Ending implements RecordSender.Listener {

    private final int size;
    private final Fate good;
    private final Runnable ifTooLarge;
    private final String frameId;
    private final Receipt receipt;
    private final Optional<String> position;

    Ending(
        int size,
        Fate good,
        Runnable ifTooLarge,
        String frameId,
        Receipt receipt,
        Optional<String> position) {
      this.size = size;
      this.good = good;
      this.ifTooLarge = ifTooLarge;
      this.frameId = frameId;
      this.receipt = receipt;
      this.position = position;
    }

    @Override
    public void delivered(RecordMetadata where) {
      // Acknowledged in the order in which they were sent: they go to one partition. And before it
      // is counted, so that the status that counts all of them has the position of the last one.
      position.ifPresent(source::reached);
      source.tally().end(good);
      inFlight.release(size);
      receipt.published(new FramePlace(frameId, where.topic(), where.partition(), where.offset()));
    }

    @Override
    public void refused(Exception reason) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, source.sourceId())
          .log("Kafka refuses a record: {}", reason.getMessage());
      boolean tooLarge = reason instanceof RecordTooLargeException;
      if (tooLarge) {
        ifTooLarge.run();
      }
      source.tally().end(Fate.FAILED);
      inFlight.release(size);
      if (tooLarge) {
        receipt.refused();
      } else {
        receipt
            .lost(); // Rights that are missing, or a producer that ends, are no fault of its own.
      }
    }
  }

  /** For a record whose loss is already counted. */
  private final class Unheeded implements RecordSender.Listener {

    @Override
    public void delivered(RecordMetadata where) {
      LOG.debug("dead letter of a refused frame delivered");
    }

    @Override
    public void refused(Exception reason) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, source.sourceId())
          .log("the dead letter of a refused frame is lost: {}", reason.getMessage());
    }
  }
}
