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
import io.framewise.streams.questions.QuestionSetSeeds;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.topology.FramewiseTopology;
import io.framewise.streams.topology.SharedParts;
import io.framewise.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
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

/** Records at which a processor breaks, and records that Kafka refuses, on a real broker. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FailedRecordIT {

  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FRAMES = 10;
  private static final long BREAKS_AT = 5;

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

  @Test
  void shouldBuryTheFrameAtWhichAProcessorBreaksAndUndoWhatItHadDone() throws Exception {
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
                assertThat(all(topics.requests(Priority.ROUTINE)))
                    .extracting(InferenceRequest::getRequestId)
                    .hasSize(FRAMES - 1)
                    .doesNotHaveDuplicates();
                assertThat(all(topics.deadLetters()))
                    .singleElement()
                    .satisfies(FailedRecordIT::requireContext);
              });
      assertThat(died).isFalse();
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
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(
                      ConfigResource.Type.TOPIC, topics.requests(Priority.ROUTINE).name()),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", "100"), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
    try (StreamsApp app = StreamsApp.start(kafka, registry, settings, api, () -> died.set(true))) {
      sendFrames();

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(all(topics.events()))
                    .hasSize(FRAMES)
                    .extracting(AnalysisEvent::getStatus)
                    .containsOnly(EventStatus.FAILED);
                assertThat(all(topics.deadLetters()))
                    .hasSize(FRAMES)
                    .extracting(DeadLetter::getStage)
                    .containsOnly(Stage.PUBLISH);
              });
      assertThat(died).isFalse();
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
    Topic<Frame> video = topics.frames(Domain.VIDEO);
    try (KafkaProducer<String, Frame> producer =
        new KafkaProducer<>(
            kafka.clientConfig(),
            new StringSerializer(),
            new AvroSerde<>(video, registry).serializer())) {
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
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
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
