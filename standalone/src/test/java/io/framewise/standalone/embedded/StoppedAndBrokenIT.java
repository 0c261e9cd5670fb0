package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.platform.setup.TopicSetup;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.StreamsConfiguration;
import io.framewise.streams.query.Queries;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.questions.QuestionSetSeeds;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.topology.FramewiseTopology;
import io.framewise.streams.topology.SharedParts;
import io.framewise.streams.window.ClosedWindow;
import io.framewise.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
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

  /** More than a few fetches hold: an answer may come behind the frames of the first one. */
  private static final int OLD_FRAMES = 12_000;

  @TempDir private Path directory;

  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final AtomicBoolean died = new AtomicBoolean();
  private EmbeddedBroker broker;
  private KafkaSettings kafka;
  private StreamsSettings settings;
  private ApiSettings api;
  private Topics topics;

  @BeforeEach
  void startBroker() {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    SettingsSource source =
        SettingsSource.parse(
            "test",
            yaml(),
            Map.of(),
            Map.of(
                "kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "kafka.partitions",
                "1",
                "api.port",
                "0",
                "streams.state-directory",
                directory.resolve("state").toString()));
    kafka = source.bind(Section.KAFKA, KafkaSettings.class);
    settings = source.bind(Section.STREAMS, StreamsSettings.class);
    api = source.bind(Section.API, ApiSettings.class);
    topics = kafka.topics();
    new TopicSetup(kafka, registry).run();
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  /** Nobody writes frames any more: only the clock closes the window, again after each failure. */
  @Test
  void shouldEndAWindowAsFailedThatBreaksWhenTheClockClosesIt() throws Exception {
    new QuestionSetSeeds(kafka, registry).put(settings.questionSets());
    SharedParts shared = SharedParts.create(registry);
    Topology topology = FramewiseTopology.build(topics, registry, settings, shared);
    topology.addProcessor("breaking", Breaking::new, "assign-windows");
    try (KafkaStreams streams =
        new KafkaStreams(
            topology, StreamsConfiguration.of(kafka, settings, shared, api.reachedAt()))) {
      streams.setUncaughtExceptionHandler(
          e -> {
            died.set(true);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      send("poisoned", Instant.now(), 1);
      send("sound", Instant.now(), 1);

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(all(topics.events()))
                    .singleElement()
                    .satisfies(StoppedAndBrokenIT::requireFailed);
                assertThat(all(topics.requests(Priority.ROUTINE)))
                    .extracting(InferenceRequest::getSourceId)
                    .containsExactly("sound");
                assertThat(all(topics.deadLetters()))
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
      assertThat(died).isFalse();
    }
  }

  private static void requireFailed(AnalysisEvent event) {
    assertThat(event.getStatus()).isEqualTo(EventStatus.FAILED);
    assertThat(event.getSourceId()).isEqualTo("poisoned");
    assertThat(event.getReason()).contains("IllegalStateException");
  }

  /**
   * The app is away while the worker answers in time, and the deadline passes; frames that are
   * older than the answer lie before it when the app comes back.
   */
  @Test
  void shouldTakeAnAnswerThatWasGivenInTimeWhileTheAppWasAway() throws Exception {
    InferenceRequest request;
    try (StreamsApp app = StreamsApp.start(kafka, registry, settings, api, () -> died.set(true))) {
      send("gate", Instant.now(), 1);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> all(topics.requests(Priority.ROUTINE)).size() == 1);
      request = all(topics.requests(Priority.ROUTINE)).get(0);
      assertThat(app.apiPort()).isPositive();
    }
    NullWorker worker = NullWorker.start(kafka, registry);
    try {
      Awaitility.await().atMost(LIMIT).until(() -> all(topics.completions()).size() == 1);
      assertThat(all(topics.completions()).get(0).getCompletedAt())
          .isBefore(request.getDeadlineAt());
      send("yard", request.getCreatedAt().minusSeconds(600), OLD_FRAMES);
      Awaitility.await().atMost(LIMIT).until(() -> Instant.now().isAfter(request.getDeadlineAt()));

      try (StreamsApp app =
          StreamsApp.start(kafka, registry, settings, api, () -> died.set(true))) {
        Awaitility.await().atMost(LIMIT).until(() -> eventOf(request).isPresent());
        AnalysisEvent event = eventOf(request).orElseThrow();
        assertThat(event.getStatus()).isEqualTo(EventStatus.ANSWERED);
        Awaitility.await().atMost(LIMIT).until(() -> yard(app).getReceived() == OLD_FRAMES);
        assertThat(event.getCreatedAt().toEpochMilli())
            .as("the answer is not taken behind the frames that lie before it")
            .isLessThan(yard(app).getLastArrivalMs());
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
    return all(topics.events()).stream()
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
    Topic<Frame> video = topics.frames(Domain.VIDEO);
    byte[] picture = Pictures.jpeg(96, 64);
    try (KafkaProducer<String, Frame> producer =
        new KafkaProducer<>(
            kafka.clientConfig(),
            new StringSerializer(),
            new AvroSerde<>(video, registry).serializer())) {
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

  private <V extends SpecificRecord> List<V> all(Topic<V> topic) {
    Map<String, Object> config = kafka.clientConfig();
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    List<V> values = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            config, new StringDeserializer(), new AvroSerde<>(topic, registry).deserializer())) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (record.value() != null) {
                    values.add(record.value());
                  }
                });
      }
    }
    return values;
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
