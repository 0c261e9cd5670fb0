package io.framewise.standalone.embedded;

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
import io.framewise.streams.questions.QuestionSetSeeds;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.topology.FramewiseTopology;
import io.framewise.streams.topology.SharedParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** An embedded broker with the topics of a streams app, each of one partition. */
final class OneBroker implements AutoCloseable {

  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final AtomicBoolean died = new AtomicBoolean();
  private final EmbeddedBroker broker;
  private final KafkaSettings kafka;
  private final StreamsSettings settings;
  private final ApiSettings api;

  private OneBroker(EmbeddedBroker broker, SettingsSource source) {
    this.broker = broker;
    this.kafka = source.bind(Section.KAFKA, KafkaSettings.class);
    this.settings = source.bind(Section.STREAMS, StreamsSettings.class);
    this.api = source.bind(Section.API, ApiSettings.class);
  }

  /**
   * Starts one.
   *
   * @param directory of its data and of the app's state
   * @param yaml settings of the app
   */
  static OneBroker start(Path directory, String yaml) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    SettingsSource source =
        SettingsSource.parse(
            "test",
            yaml,
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
    OneBroker one = new OneBroker(broker, source);
    new TopicSetup(one.kafka, one.registry).run();
    return one;
  }

  KafkaSettings kafka() {
    return kafka;
  }

  SchemaRegistry registry() {
    return registry;
  }

  Topics topics() {
    return kafka.topics();
  }

  /** Starts the app. */
  StreamsApp startApp() {
    return StreamsApp.start(kafka, registry, settings, api, () -> died.set(true));
  }

  /** Starts the topology with a processor beside {@code dispatch-requests} that breaks. */
  KafkaStreams startTopologyWith(ProcessorSupplier<Object, Object, Void, Void> breaking) {
    new QuestionSetSeeds(kafka, registry).put(settings.questionSets());
    SharedParts shared = SharedParts.create(registry);
    Topology topology = FramewiseTopology.build(topics(), registry, settings, shared);
    topology.addProcessor("breaking", breaking, "assign-windows");
    KafkaStreams streams =
        new KafkaStreams(
            topology, StreamsConfiguration.of(kafka, settings, shared, api.reachedAt()));
    streams.setUncaughtExceptionHandler(
        e -> {
          died.set(true);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.start();
    return streams;
  }

  /** Whether an app or a topology that was started here has died of an error. */
  boolean hasDied() {
    return died.get();
  }

  /** A producer of records of a topic. */
  <V extends SpecificRecord> KafkaProducer<String, V> producer(Topic<V> topic) {
    return new KafkaProducer<>(
        kafka.clientConfig(),
        new StringSerializer(),
        new AvroSerde<>(topic, registry).serializer());
  }

  /** All committed values that are on a topic now. */
  <V extends SpecificRecord> List<V> all(Topic<V> topic) {
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

  @Override
  public void close() {
    broker.close();
  }
}
