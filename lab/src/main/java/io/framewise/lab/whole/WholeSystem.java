package io.framewise.lab.whole;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.query.EventStream;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Everything that a user has, in this process and on topics of its own. */
final class WholeSystem implements AutoCloseable {

  private final Lifecycle parts;
  private final ConnectorsApp connectors;

  private WholeSystem(Lifecycle parts, ConnectorsApp connectors) {
    this.parts = parts;
    this.connectors = connectors;
  }

  /**
   * Starts it; the sources begin to play when everything else is ready.
   *
   * @param name begins the names of topics and groups
   * @param settings text of the settings file, without what the cluster is
   */
  static WholeSystem start(
      BenchCluster cluster, String name, String settings, Consumer<AnalysisEvent> events) {
    Lifecycle parts = new Lifecycle();
    try {
      SettingsSource source =
          SettingsSource.parse("the bench", settings, Map.of(), flags(cluster, name));
      KafkaSettings kafka = source.bind(Section.KAFKA, KafkaSettings.class);
      SchemaRegistry registry =
          new SchemaRegistry(source.bind(Section.REGISTRY, RegistrySettings.class).access());
      parts.add(
          "model runtime",
          ModelRuntimeApp.start(kafka, registry, source.bind(Section.MODEL, ModelSettings.class)));
      parts.add(
          "streams app",
          StreamsApp.start(
              kafka,
              registry,
              source.bind(Section.STREAMS, StreamsSettings.class),
              source.bind(Section.API, ApiSettings.class),
              () -> {})); // without its events the bench ends in a time-out
      parts.add("events", EventStream.start(kafka, registry, kafka.topics().events(), events));
      ConnectorsApp connectors =
          parts.add(
              "connectors",
              ConnectorsApp.start(
                  kafka,
                  registry,
                  source.bind(Section.CONNECTORS, ConnectorsSettings.class),
                  Map.of()));
      return new WholeSystem(parts, connectors);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Map<String, String> flags(BenchCluster cluster, String name) {
    Map<String, String> flags = new HashMap<>();
    flags.put("kafka.bootstrap-servers", cluster.bootstrapServers());
    flags.put("kafka.topic-prefix", name + ".");
    flags.put("registry.url", cluster.registryUrl());
    flags.put("streams.application-id", name);
    flags.put("streams.state-directory", cluster.directory().resolve(name).toString());
    flags.put("model.group", name + "-workers");
    flags.put("api.port", "0");
    return flags;
  }

  /** Whether every source has come to its end. */
  boolean played() {
    return connectors.statuses().stream()
        .allMatch(status -> status.getState() == SourceState.ENDED);
  }

  @Override
  public void close() {
    parts.close();
  }
}
