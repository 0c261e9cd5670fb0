package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.topic.Topic;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.query.Queries;
import io.framewise.streams.state.SourceLedger;
import io.framewise.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records at which a processor breaks, and records that Kafka refuses, on a real broker. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FailedRecordIT {

  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FRAMES = 10;
  private static final long BREAKS_AT = 5;

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

  @Test
  void shouldBuryTheFrameAtWhichAProcessorBreaksAndUndoWhatItHadDone() throws Exception {
    try (KafkaStreams streams = broker.startTopologyWith(Breaking::new)) {
      sendFrames();

      Queries queries = new Queries(streams);
      Awaitility.await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                SourceLedger ledger = queries.source("gate").orElseThrow().ledger();
                assertThat(ledger.getReceived()).isEqualTo(FRAMES);
                assertThat(ledger.getDeadLettered()).isEqualTo(1);
                assertThat(ledger.getWindowed()).isEqualTo(FRAMES - 1);
                assertThat(ledger.getWindowsOpened()).isEqualTo(FRAMES - 1);
                assertThat(ledger.getRequests()).isEqualTo(FRAMES - 1);
                // The ledger tells of what is not committed yet.
                assertThat(broker.all(broker.topics().requests(Priority.ROUTINE)))
                    .extracting(InferenceRequest::getRequestId)
                    .hasSize(FRAMES - 1)
                    .doesNotHaveDuplicates();
                assertThat(broker.all(broker.topics().deadLetters()))
                    .singleElement()
                    .satisfies(FailedRecordIT::requireContext);
              });
      assertThat(broker.hasDied()).isFalse();
    }
  }

  private static void requireContext(DeadLetter letter) {
    assertThat(letter.getStage()).isEqualTo(Stage.PROCESSING);
    assertThat(letter.getCategory()).isEqualTo("unexpected-error");
    assertThat(letter.getOrigin()).isEqualTo("framewise.frames.video-0@" + BREAKS_AT);
    assertThat(letter.getSourceId()).isEqualTo("gate");
    assertThat(letter.getMessage())
        .startsWith("breaking: java.lang.IllegalStateException: no way to rtsp://***@camera");
    assertThat(letter.getOriginalSize()).isPositive();
  }

  @Test
  void shouldEndRequestsAsFailedWhenTheTopicTakesLessThanItShould() throws Exception {
    try (Admin admin = Admin.create(broker.kafka().clientConfig())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(
                      ConfigResource.Type.TOPIC, broker.topics().requests(Priority.ROUTINE).name()),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", "100"), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
    try (StreamsApp app = broker.startApp()) {
      sendFrames();

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(broker.all(broker.topics().events()))
                    .hasSize(FRAMES)
                    .extracting(AnalysisEvent::getStatus)
                    .containsOnly(EventStatus.FAILED);
                assertThat(broker.all(broker.topics().deadLetters()))
                    .hasSize(FRAMES)
                    .extracting(DeadLetter::getStage)
                    .containsOnly(Stage.PUBLISH);
              });
      assertThat(broker.hasDied()).isFalse();
      assertThat(app.apiPort()).isPositive();
    }
  }

  /** Breaks at one frame, after that has closed a window whose request is already on its way. */
  private static final class Breaking extends ContextualProcessor<Object, Object, Void, Void> {

    @Override
    public void process(Record<Object, Object> record) {
      if (context().recordMetadata().filter(at -> at.offset() == BREAKS_AT).isPresent()) {
        throw new IllegalStateException("no way to rtsp://admin:secret@camera");
      }
    }
  }

  private void sendFrames() throws Exception {
    Topic<Frame> video = broker.topics().frames(Domain.VIDEO);
    try (KafkaProducer<String, Frame> producer = broker.producer(video)) {
      for (int i = 0; i < FRAMES; i++) {
        producer.send(new ProducerRecord<>(video.name(), "gate", frame(i))).get();
      }
    }
  }

  /** Frames a second apart: each has a window of its own. */
  private static Frame frame(int i) {
    return Frame.newBuilder()
        .setFrameId("gate-" + i)
        .setSourceId("gate")
        .setDomain(Domain.VIDEO)
        .setSequence(i)
        .setCapturedAt(START.plusSeconds(i))
        .setWidth(96)
        .setHeight(64)
        .setContentType("image/jpeg")
        .setPixels(ByteBuffer.wrap(Pictures.jpeg(96, 64)))
        .build();
  }

  private static String yaml() {
    return """
        streams:
          max-open-requests: 100
          question-sets:
            traffic:
              domain: video
              window-size: 1s
              frames: 2
              grace: 0ms
              idle: 1s
              deadline: 5m
              questions:
                vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
        """;
  }
}
