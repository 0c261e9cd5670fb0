package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.topic.Topic;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.query.Queries;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.window.ClosedWindow;
import io.framewise.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows at which a processor breaks, and answers that came while the app was away. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StoppedAndBrokenIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration DEADLINE = Duration.ofSeconds(25);

  private static final int OLD_FRAMES = 2_000;

  @TempDir private Path directory;

  private OneBroker broker;

  @BeforeEach
  void startBroker() {
    broker = OneBroker.start(directory, yaml());
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  /** Nobody writes frames any more: only the clock closes the window, again after each failure. */
  @Test
  void shouldEndAWindowAsFailedThatBreaksWhenTheClockClosesIt() throws Exception {
    try (KafkaStreams streams = broker.startTopologyWith(Breaking::new)) {
      send("poisoned", Instant.now(), 1);
      send("sound", Instant.now(), 1);

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(broker.all(broker.topics().events()))
                    .singleElement()
                    .satisfies(StoppedAndBrokenIT::requireFailed);
                assertThat(broker.all(broker.topics().requests(Priority.ROUTINE)))
                    .extracting(InferenceRequest::getSourceId)
                    .containsExactly("sound");
                assertThat(broker.all(broker.topics().deadLetters()))
                    .singleElement()
                    .satisfies(
                        letter -> {
                          assertThat(letter.getStage()).isEqualTo(Stage.PROCESSING);
                          assertThat(letter.getCategory()).isEqualTo("unexpected-error");
                          assertThat(letter.getSourceId()).isEqualTo("poisoned");
                        });
              });
      SourceLedger ledger = new Queries(streams).source("poisoned").orElseThrow().ledger();
      assertThat(ledger.getWindowsOpened()).isEqualTo(1);
      assertThat(ledger.getWindowsFailed()).isEqualTo(1);
      assertThat(ledger.getFailed()).isEqualTo(1);
      assertThat(broker.hasDied()).isFalse();
    }
  }

  private static void requireFailed(AnalysisEvent event) {
    assertThat(event.getStatus()).isEqualTo(EventStatus.FAILED);
    assertThat(event.getSourceId()).isEqualTo("poisoned");
    assertThat(event.getReason()).contains("IllegalStateException");
  }

  /**
   * The app is away while the worker answers in time, and the deadline passes; frames that are
   * older than the answer lie before it when the app comes back. That the answer is read before
   * them is proved without a clock by {@code OrderOfRecordsTest}.
   */
  @Test
  void shouldTakeAnAnswerThatWasGivenInTimeWhileTheAppWasAway() throws Exception {
    InferenceRequest request;
    try (StreamsApp app = broker.startApp()) {
      send("gate", Instant.now(), 1);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> broker.all(broker.topics().requests(Priority.ROUTINE)).size() == 1);
      request = broker.all(broker.topics().requests(Priority.ROUTINE)).get(0);
      assertThat(app.apiPort()).isPositive();
    }
    NullWorker worker = NullWorker.start(broker.kafka(), broker.registry());
    try {
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> broker.all(broker.topics().completions()).size() == 1);
      assertThat(broker.all(broker.topics().completions()).get(0).getCompletedAt())
          .isBefore(request.getDeadlineAt());
      send("yard", request.getCreatedAt().minusSeconds(600), OLD_FRAMES);
      Awaitility.await().atMost(LIMIT).until(() -> Instant.now().isAfter(request.getDeadlineAt()));

      try (StreamsApp app = broker.startApp()) {
        Awaitility.await().atMost(LIMIT).until(() -> eventOf(request).isPresent());
        AnalysisEvent event = eventOf(request).orElseThrow();
        assertThat(event.getStatus()).isEqualTo(EventStatus.ANSWERED);
        Awaitility.await().atMost(LIMIT).until(() -> yard(app).getReceived() == OLD_FRAMES);
      }
    } finally {
      worker.close();
    }
  }

  private static SourceLedger yard(StreamsApp app) {
    return app.queries()
        .source("yard")
        .map(SourceView::ledger)
        .orElseGet(() -> SourceLedger.newBuilder().build());
  }

  private Optional<AnalysisEvent> eventOf(InferenceRequest request) {
    return broker.all(broker.topics().events()).stream()
        .filter(event -> event.getEventId().equals(request.getRequestId()))
        .findFirst();
  }

  /** Breaks at the closed windows of one source, but not at how they are buried. */
  private static final class Breaking extends ContextualProcessor<Object, Object, Void, Void> {

    @Override
    public void process(Record<Object, Object> record) {
      if (record.key().equals("poisoned") && record.value() instanceof ClosedWindow) {
        throw new IllegalStateException("no way to this window");
      }
    }
  }

  /** Frames a second apart, with the times of their capture as those of the records. */
  private void send(String source, Instant from, int count) throws Exception {
    Topic<Frame> video = broker.topics().frames(Domain.VIDEO);
    byte[] picture = Pictures.jpeg(96, 64);
    try (KafkaProducer<String, Frame> producer = broker.producer(video)) {
      for (int i = 0; i < count; i++) {
        Instant at = from.plusMillis(i * 100L);
        Frame frame =
            Frame.newBuilder()
                .setFrameId(source + "-" + i)
                .setSourceId(source)
                .setDomain(Domain.VIDEO)
                .setSequence(i)
                .setCapturedAt(at)
                .setWidth(96)
                .setHeight(64)
                .setContentType("image/jpeg")
                .setPixels(ByteBuffer.wrap(picture))
                .build();
        var unused = // the flush waits
            producer.send(
                new ProducerRecord<>(video.name(), null, at.toEpochMilli(), source, frame));
      }
      producer.flush();
    }
  }

  private static String yaml() {
    return """
        streams:
          question-sets:
            traffic:
              domain: video
              window-size: 1s
              frames: 2
              grace: 0ms
              idle: 1s
              deadline: %ds
              questions:
                vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
        """
        .formatted(DEADLINE.toSeconds());
  }
}
