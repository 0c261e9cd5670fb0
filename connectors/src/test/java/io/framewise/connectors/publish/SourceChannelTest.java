package io.framewise.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.scene.Condition;
import io.framewise.connectors.scene.SceneCondition;
import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.PublisherSettings;
import io.framewise.connectors.settings.WhenStalled;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.Receipt;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.connectors.source.SourceState;
import io.framewise.connectors.testing.Settings;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.SourceCondition;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.image.ImageFormat;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What happens while Kafka takes nothing: a producer that acknowledges when the test says so. */
final class SourceChannelTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Topics TOPICS = new Topics("test.");
  private static final int MAX_IN_FLIGHT = 2;

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final TrackedSource source =
      new TrackedSource("cam", Domain.VIDEO, "video", Map.of(), InstantSource.fixed(NOW));

  private SourceChannel channel(WhenStalled policy, int maxBytes) {
    PublisherSettings settings =
        new PublisherSettings(
            MAX_IN_FLIGHT,
            maxBytes,
            Duration.ofMillis(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));
    RecordWriter writer = new RecordWriter(TOPICS, registry, Clock.fixed(NOW, ZoneOffset.UTC));
    SourceChannel channel =
        new SourceChannel(
            source, new RecordSender(producer, Duration.ZERO), writer, policy, settings);
    channel.opened();
    return channel;
  }

  private SourceChannel channel(WhenStalled policy) {
    return channel(policy, 1_000_000);
  }

  private static CapturedImage picture(int number) {
    return new CapturedImage(
        "cam-" + number,
        NOW.plusMillis(number),
        ImageFormat.JPEG,
        64,
        48,
        ByteBuffer.wrap(new byte[100_000]),
        Map.of(),
        new SceneNote(Optional.of(NOW), List.of(Condition.BLURRED)));
  }

  private CompletableFuture<Void> deliverInBackground(SourceChannel channel, int pictures) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (int i = 0; i < pictures; i++) {
              channel.picture(picture(i));
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private SourceStatus status() {
    return source.status(NOW);
  }

  private static long ended(SourceStatus status) {
    return status.getPublished()
        + status.getRateCapped()
        + status.getUnchanged()
        + status.getShed()
        + status.getDeadLettered()
        + status.getFailed();
  }

  private DeadLetter deadLetter(ProducerRecord<String, byte[]> record) {
    assertThat(record.topic()).isEqualTo(TOPICS.deadLetters().name());
    return new AvroDeserializer<>(DeadLetter.class, registry)
        .deserialize(record.topic(), record.value());
  }

  @Test
  void shouldWaitAndLoseNothingWhenToldToStall() {
    SourceChannel channel = channel(WhenStalled.STALL);

    CompletableFuture<Void> delivery = deliverInBackground(channel, 3);
    await().until(() -> source.lifecycle().state() instanceof SourceState.Stalled);
    assertThat(producer.history()).hasSize(MAX_IN_FLIGHT);
    producer.completeNext();
    delivery.join();
    producer.completeNext();
    producer.completeNext();

    assertThat(source.lifecycle().state()).isEqualTo(new SourceState.Running());
    assertThat(status().getCaptured()).isEqualTo(3);
    assertThat(status().getPublished()).isEqualTo(3);
  }

  @Test
  void shouldGiveUpAndCountWhenToldToShed() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.SHED);

    for (int i = 0; i < 5; i++) {
      channel.picture(picture(i));
    }
    producer.completeNext();
    producer.completeNext();

    assertThat(status().getCaptured()).isEqualTo(5);
    assertThat(status().getPublished()).isEqualTo(2);
    assertThat(status().getShed()).isEqualTo(3);
  }

  @Test
  void shouldTellWhatIsWrongWithThePicturesAndCountTheUnchangedOnes() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.STALL);
    AtomicInteger changes = new AtomicInteger();
    source.lifecycle().onChange(changes::incrementAndGet);
    List<SceneCondition> blurred = List.of(new SceneCondition(Condition.BLURRED, NOW));

    channel.conditions(blurred);
    channel.conditions(blurred);
    channel.picture(picture(0));
    channel.unchanged();
    producer.completeNext();

    assertThat(changes).hasValue(1);
    assertThat(status().getConditions())
        .containsExactly(new SourceCondition("blurred", Condition.BLURRED.meaning(), NOW));
    assertThat(status().getCaptured()).isEqualTo(2).isEqualTo(ended(status()));
    assertThat(status().getLastPictureAt()).isNotNull();
    Frame frame =
        new AvroDeserializer<>(Frame.class, registry)
            .deserialize("any", producer.history().get(0).value());
    assertThat(frame.getConditions()).containsExactly("blurred");
    assertThat(frame.getUnchangedSince()).isEqualTo(NOW);

    channel.conditions(List.of());
    assertThat(changes).hasValue(2);
    assertThat(status().getConditions()).isEmpty();
  }

  @Test
  void shouldBoundBytesUnderWayToo() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.SHED, 150_000);

    channel.picture(picture(0));
    channel.picture(picture(1));

    assertThat(producer.history()).hasSize(1);
    assertThat(status().getShed()).isEqualTo(1);
  }

  @Test
  void shouldShedWhatTheProducerDoesNotTake() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.SHED);
    producer.sendException = new TimeoutException("no metadata");

    channel.picture(picture(0));

    assertThat(status().getShed()).isEqualTo(1);
    assertThat(channel.awaitDelivered(Duration.ZERO)).isTrue();
  }

  @Test
  void shouldCountThePictureThatWasWaitingWhenTheSourceIsStopped() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.STALL);
    channel.picture(picture(0));
    channel.picture(picture(1));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> channel.picture(picture(2))).isInstanceOf(InterruptedException.class);
    producer.completeNext();
    producer.completeNext();

    assertThat(status().getCaptured()).isEqualTo(3).isEqualTo(ended(status()));
    assertThat(status().getShed()).isEqualTo(1);
  }

  @Test
  void shouldKeyFramesBySourceAndNumberThemInOrder() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.STALL);

    channel.picture(picture(0));
    channel.rateCapped();
    channel.picture(picture(1));

    ProducerRecord<String, byte[]> record = producer.history().get(1);
    Frame frame =
        new AvroDeserializer<>(Frame.class, registry).deserialize(record.topic(), record.value());
    assertThat(record.topic()).isEqualTo("test.frames.video");
    assertThat(record.key()).isEqualTo("cam");
    assertThat(frame.getFrameId()).isEqualTo("cam-1");
    assertThat(frame.getSequence()).isEqualTo(2);
    assertThat(frame.getPixels().remaining()).isEqualTo(100_000);
  }

  @Test
  void shouldCountARefusedPictureOnceItsDeadLetterIsAcknowledged() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.STALL);

    channel.refused(
        new RefusedPicture(
            "empty-file", "x.jpg: there are no bytes", "x.jpg", ByteBuffer.allocate(0), 0));
    assertThat(status().getDeadLettered()).isZero();
    producer.completeNext();

    DeadLetter letter = deadLetter(producer.history().get(0));
    assertThat(status().getDeadLettered()).isEqualTo(1);
    assertThat(letter.getStage()).isEqualTo(Stage.CONNECTOR);
    assertThat(letter.getCategory()).isEqualTo("empty-file");
    assertThat(letter.getOrigin()).isEqualTo("x.jpg");
    assertThat(letter.getOriginal()).isNull();
  }

  @Test
  void shouldTellWhoAsksWhenADeadLetterIsAcknowledged() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.STALL);
    AtomicInteger arrived = new AtomicInteger();
    Receipt receipt =
        new Receipt() {
          @Override
          public void published(FramePlace place) {
            arrived.incrementAndGet();
          }

          @Override
          public void lost() {}

          @Override
          public void refused() {}
        };

    channel.refused(
        new RefusedPicture("empty-file", "x.jpg: no bytes", "x.jpg", ByteBuffer.allocate(0), 0),
        receipt);
    assertThat(arrived).hasValue(0);
    producer.completeNext();

    assertThat(arrived).hasValue(1);
  }

  @Test
  void shouldWriteADeadLetterForAFrameThatIsTooLargeForTheTopic() throws InterruptedException {
    SourceChannel channel = channel(WhenStalled.STALL);

    channel.picture(picture(0));
    producer.errorNext(new RecordTooLargeException("too large"));

    DeadLetter letter = deadLetter(producer.history().get(1));
    assertThat(letter.getCategory()).isEqualTo("too-large");
    assertThat(letter.getOriginal().remaining()).isEqualTo(RefusedPicture.KEPT_BYTES);
    assertThat(letter.getOriginalSize()).isEqualTo(100_000);
    assertThat(status().getFailed()).isEqualTo(1);
    assertThat(channel.awaitDelivered(Duration.ZERO)).isTrue();
  }

  @Test
  void shouldAccountForAPictureOfWhichNoRecordCanBeMade() {
    SourceChannel channel = channel(WhenStalled.STALL);
    CapturedImage bad =
        new CapturedImage(
            "cam-0",
            Instant.MAX,
            ImageFormat.JPEG,
            64,
            48,
            ByteBuffer.allocate(1),
            Map.of(),
            SceneNote.NONE);

    assertThatThrownBy(() -> channel.picture(bad)).isInstanceOf(RuntimeException.class);

    assertThat(status().getCaptured()).isEqualTo(1).isEqualTo(ended(status()));
    assertThat(status().getFailed()).isEqualTo(1);
  }

  @Test
  void shouldCountAsFailedWhatAnErrorTakesAway() {
    MockProducer<String, byte[]> exhausted =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            throw new OutOfMemoryError("for a test");
          }
        };
    RecordWriter writer = new RecordWriter(TOPICS, registry, Clock.fixed(NOW, ZoneOffset.UTC));
    SourceChannel poor =
        new SourceChannel(
            source,
            new RecordSender(exhausted, Duration.ZERO),
            writer,
            WhenStalled.STALL,
            Settings.connectors(Map.of()).publisher());

    assertThatThrownBy(() -> poor.picture(picture(0))).isInstanceOf(OutOfMemoryError.class);

    assertThat(status().getFailed()).isEqualTo(1);
    assertThat(status().getShed()).isZero();
  }

  @Test
  void shouldSayWhatItWaitsForAndGoOn() {
    SourceChannel channel = channel(WhenStalled.STALL);

    channel.waits("the folder parts cannot be read");
    SourceStatus away = status();
    channel.opened();
    channel.note("passes over the subfolder north");

    assertThat(away.getState()).isEqualTo(io.framewise.contract.avro.SourceState.STALLED);
    assertThat(away.getMessage()).isEqualTo("the folder parts cannot be read");
    assertThat(status().getState()).isEqualTo(io.framewise.contract.avro.SourceState.RUNNING);
    assertThat(status().getMessage()).isEqualTo("passes over the subfolder north");
  }
}
