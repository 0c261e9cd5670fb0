package io.framewise.standalone.e2e;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.model.settings.ModelSettings;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.platform.setup.TopicSetup;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One Framewise on a platform: topics, groups and files of its own, so that several can share the
 * platform. Closes what it started, newest first.
 */
final class Installation implements AutoCloseable {

  private static final long MODEL_SEED = 1;

  private final Lifecycle parts = new Lifecycle();
  private final Path model;
  private final Consumer<Path> checkpoint;
  private final String name;
  private final String yaml;
  private final Map<String, String> flags;
  private final SettingsSource settings;
  private final KafkaSettings kafka;
  private final SchemaRegistry registry;
  private final AtomicBoolean topologyDied = new AtomicBoolean();

  /**
   * An installation of the tiny random model with nothing running yet but its topics made.
   *
   * @param name begins the names of its topics and groups
   * @param yaml the sections connectors and streams of a settings file
   */
  Installation(Platform platform, String name, Path directory, String yaml) {
    this(platform, name, directory, yaml, path -> TinyCheckpoint.write(path, MODEL_SEED));
  }

  /**
   * As above, of another model.
   *
   * @param checkpoint writes it to a directory
   */
  Installation(
      Platform platform, String name, Path directory, String yaml, Consumer<Path> checkpoint) {
    this.checkpoint = checkpoint;
    this.model = directory.resolve(name + "-model");
    this.name = name;
    this.yaml = yaml;
    this.flags =
        Map.of(
            "kafka.bootstrap-servers",
            platform.bootstrapServers(),
            "kafka.topic-prefix",
            name + ".",
            "kafka.partitions",
            "2",
            "registry.url",
            platform.registryUrl(),
            "streams.application-id",
            name + "-streams",
            "streams.state-directory",
            directory.resolve(name + "-state").toString(),
            "api.port",
            "0",
            "model.path",
            model.toString(),
            "model.group",
            name + "-workers");
    this.settings = settings(Map.of());
    this.kafka = settings.bind(Section.KAFKA, KafkaSettings.class);
    this.registry =
        new SchemaRegistry(settings.bind(Section.REGISTRY, RegistrySettings.class).access());
    new TopicSetup(kafka, registry).run();
  }

  private SettingsSource settings(Map<String, String> changes) {
    Map<String, String> changed = new HashMap<>(flags);
    changed.putAll(changes);
    return SettingsSource.parse(name, yaml, Map.of(), changed);
  }

  ConnectorsApp startConnectors() {
    return parts.add("connectors", ConnectorsApp.start(kafka, registry, connectors()));
  }

  ConnectorsSettings connectors() {
    return settings.bind(Section.CONNECTORS, ConnectorsSettings.class);
  }

  StreamsApp startStreams() {
    return startStreams(settings.bind(Section.STREAMS, StreamsSettings.class));
  }

  /** As if the local disk had been lost. */
  StreamsApp startStreamsWithStateIn(Path directory) {
    return startStreams(
        settings(Map.of("streams.state-directory", directory.toString()))
            .bind(Section.STREAMS, StreamsSettings.class));
  }

  private StreamsApp startStreams(StreamsSettings streams) {
    return parts.add(
        "streams app",
        StreamsApp.start(
            kafka,
            registry,
            streams,
            settings.bind(Section.API, ApiSettings.class),
            () -> topologyDied.set(true)));
  }

  ModelRuntimeApp startModel() {
    if (!Files.exists(model)) {
      checkpoint.accept(model);
    }
    return parts.add(
        "model runtime",
        ModelRuntimeApp.start(kafka, registry, settings.bind(Section.MODEL, ModelSettings.class)));
  }

  /** What a command is told so that it finds this installation. */
  List<String> connectionFlags() {
    return List.of(
        "--set=kafka.bootstrap-servers=" + kafka.bootstrapServers(),
        "--set=kafka.topic-prefix=" + kafka.topicPrefix(),
        "--set=registry.url=" + settings.bind(Section.REGISTRY, RegistrySettings.class).url());
  }

  /** Directory of the model, once it is written. */
  Path model() {
    return model;
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

  boolean topologyDied() {
    return topologyDied.get();
  }

  @Override
  public void close() {
    parts.close();
  }
}
