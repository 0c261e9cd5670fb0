package io.framewise.lab.connect;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A connector process in this one, on topics of its own. */
final class BenchConnectors implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int POLL_MILLIS = 2;

  private final KafkaSettings kafka;
  private final SchemaRegistry registry;
  private final ConnectorsApp app;

  /**
   * Starts it.
   *
   * @param name begins the names of topics and groups
   * @param sources settings below {@code connectors.sources}
   */
  BenchConnectors(BenchCluster cluster, String name, Map<String, String> sources) {
    Map<String, String> flags = new HashMap<>();
    flags.put("kafka.bootstrap-servers", cluster.bootstrapServers());
    flags.put("kafka.topic-prefix", name + ".");
    flags.put("registry.url", cluster.registryUrl());
    sources.forEach((key, value) -> flags.put("connectors.sources." + key, value));
    SettingsSource settings = SettingsSource.parse("the bench", "{}", Map.of(), flags);
    this.kafka = settings.bind(Section.KAFKA, KafkaSettings.class);
    this.registry =
        new SchemaRegistry(settings.bind(Section.REGISTRY, RegistrySettings.class).access());
    this.app =
        ConnectorsApp.start(
            kafka, registry, settings.bind(Section.CONNECTORS, ConnectorsSettings.class), Map.of());
  }

  KafkaSettings kafka() {
    return kafka;
  }

  SchemaRegistry registry() {
    return registry;
  }

  /** Frames that Kafka has of all sources. */
  long published() {
    return app.statuses().stream().mapToLong(SourceStatus::getPublished).sum();
  }

  /** Waits until something holds of every source. */
  void await(Predicate<SourceStatus> wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!app.statuses().stream().allMatch(wanted)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("the sources did not get on: " + app.statuses());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void close() {
    app.close();
  }
}
