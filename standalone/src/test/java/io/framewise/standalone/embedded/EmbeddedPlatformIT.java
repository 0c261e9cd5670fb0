package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.RegistryAccess;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import io.framewise.streams.questions.QuestionSetSeeds;
import io.framewise.streams.questions.QuestionTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EmbeddedPlatformIT {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void shouldReadOldAndNewRecordsWhenBrokerAndRegistryWereRestarted() throws Exception {
    ProcessHandle child;
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0)) {
      child = registry.process();
      assertThat(child.isAlive()).isTrue();
      SchemaRegistry schemas = schemas(registry);
      new TopicSetup(kafka(broker), schemas).run();
      produce(broker, schemas, status("before"));
    }
    Awaitility.await().until(() -> !child.isAlive());
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0)) {
      SchemaRegistry reader = schemas(registry);
      assertThat(consume(broker, reader, 1)).containsExactly(status("before"));

      SchemaRegistry writer = schemas(registry);
      new TopicSetup(kafka(broker), writer).run();
      produce(broker, writer, status("after"));
      assertThat(consume(broker, reader, 2)).containsExactly(status("before"), status("after"));
    }
  }

  @Test
  void shouldOfferShareGroupsAndTransactionsWhenStarted() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();

      assertThat(features.get("share.version").maxVersionLevel()).isEqualTo((short) 1);
      assertThat(features.get("transaction.version").maxVersionLevel()).isEqualTo((short) 2);
      assertThat(features.get("streams.version").maxVersionLevel()).isEqualTo((short) 1);
    }
  }

  /** An earlier release made the topic, or somebody else; then a plain producer removed a set. */
  @Test
  void shouldRememberTheVersionsOfRemovedSetsOnATopicThatWasThere() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      SchemaRegistry registry = SchemaRegistry.inMemory();
      KafkaSettings kafka = kafka(broker);
      String name = kafka.topics().questions().name();
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();

      new TopicSetup(kafka, registry).run();

      ConfigResource place = new ConfigResource(ConfigResource.Type.TOPIC, name);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                Config config = admin.describeConfigs(List.of(place)).all().get().get(place);
                assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
                assertThat(config.get("delete.retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(3650).toMillis()));
              });

      new QuestionTopic(kafka, registry).put(List.of(questionSet("people", 3)));
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(
              kafka.clientConfig(), new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>(name, "people", null)).get();
      }
      new QuestionSetSeeds(kafka, registry).put(Map.of());

      ConsumerRecord<byte[], byte[]> last = lastRecord(kafka, new TopicPartition(name, 0));
      assertThat(last.value()).isNull();
      assertThat(last.headers().lastHeader("framewise-last-version").value())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("3");
    }
  }

  private static ConsumerRecord<byte[], byte[]> lastRecord(
      KafkaSettings kafka, TopicPartition partition) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.clientConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, consumer.endOffsets(List.of(partition)).get(partition) - 1);
      return consumer.poll(Duration.ofSeconds(10)).iterator().next();
    }
  }

  private static QuestionSet questionSet(String id, int version) {
    return QuestionSet.newBuilder()
        .setId(id)
        .setVersion(version)
        .setDomain(Domain.VIDEO)
        .setWindow(WindowSpec.newBuilder().setSizeMs(4000).setHopMs(4000).setFrames(4).build())
        .setQuestions(List.of())
        .setDeadlineMs(15_000)
        .build();
  }

  @Test
  void shouldNameTheRegistryWhenItIsDownAtStart() {
    String url = "http://127.0.0.1:" + Ports.free() + "/apis/ccompat/v7";
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      TopicSetup setup =
          new TopicSetup(kafka(broker), new SchemaRegistry(RegistryAccess.open(url)));

      assertThatThrownBy(setup::run)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no schema registry answers at " + url);
    }
  }

  private static KafkaSettings kafka(EmbeddedBroker broker) {
    return new KafkaSettings(
        broker.bootstrapServers(), "framewise.", "", 2, 1, Duration.ofSeconds(3), "", Map.of());
  }

  private static SchemaRegistry schemas(EmbeddedRegistry registry) {
    return new SchemaRegistry(RegistryAccess.open(registry.url()));
  }

  private static SourceStatus status(String message) {
    return SourceStatus.newBuilder()
        .setSourceId("gate")
        .setDomain(Domain.VIDEO)
        .setKind("video")
        .setState(SourceState.RUNNING)
        .setMessage(message)
        .setCaptured(3)
        .setPublished(2)
        .setRateCapped(1)
        .setShed(0)
        .setDeadLettered(0)
        .setFailed(0)
        .setStartedAt(NOON)
        .setUpdatedAt(NOON)
        .build();
  }

  private static void produce(EmbeddedBroker broker, SchemaRegistry registry, SourceStatus status)
      throws Exception {
    Topic<SourceStatus> topic = kafka(broker).topics().sources();
    AvroSerde<SourceStatus> serde = new AvroSerde<>(topic, registry);
    try (KafkaProducer<String, SourceStatus> producer =
        new KafkaProducer<>(
            kafka(broker).clientConfig(), new StringSerializer(), serde.serializer())) {
      producer.send(new ProducerRecord<>(topic.name(), status.getSourceId(), status)).get();
    }
  }

  private static List<SourceStatus> consume(
      EmbeddedBroker broker, SchemaRegistry registry, int count) {
    Topic<SourceStatus> topic = kafka(broker).topics().sources();
    AvroSerde<SourceStatus> serde = new AvroSerde<>(topic, registry);
    Map<String, Object> config = kafka(broker).clientConfig();
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    List<SourceStatus> values = new ArrayList<>();
    try (KafkaConsumer<String, SourceStatus> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), serde.deserializer())) {
      consumer.assign(List.of(new TopicPartition(topic.name(), 0)));
      while (values.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
