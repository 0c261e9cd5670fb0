package io.framewise.standalone.chaos;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.serde.RegistryAccess;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import io.framewise.standalone.e2e.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where one streams app works: brokers, a registry, and names of its own on them.
 *
 * @param name begins the names of its topics and groups
 */
record Site(String name, String bootstrapServers, int replicationFactor, String registryUrl)
    implements Platform {

  private static final int PARTITIONS = 4;
  private static final Duration STARTUP_LIMIT = Duration.ofMinutes(3);

  static Site on(Brokers brokers, String registryUrl, String name) {
    Site site =
        new Site(name, brokers.bootstrapServers(), brokers.replicationFactor(), registryUrl);
    new TopicSetup(site.kafka(), site.registry()).run();
    return site;
  }

  KafkaSettings kafka() {
    return new KafkaSettings(
        bootstrapServers,
        name + ".",
        "",
        PARTITIONS,
        replicationFactor,
        STARTUP_LIMIT,
        "",
        Map.of());
  }

  SchemaRegistry registry() {
    return new SchemaRegistry(RegistryAccess.open(registryUrl));
  }

  String frames() {
    return topics().frames(Domain.VIDEO).name();
  }

  String requests() {
    return topics().requests(Priority.ROUTINE).name();
  }

  String events() {
    return topics().events().name();
  }

  String deadLetters() {
    return topics().deadLetters().name();
  }

  Topics topics() {
    return kafka().topics();
  }

  /** What a command is told so that it finds this site. */
  List<String> flags() {
    return List.of(
        "--set=kafka.bootstrap-servers=" + bootstrapServers,
        "--set=kafka.topic-prefix=" + name + ".",
        "--set=kafka.partitions=" + PARTITIONS,
        "--set=kafka.replication-factor=" + replicationFactor,
        "--set=kafka.startup-limit=" + STARTUP_LIMIT.toMinutes() + "m",
        "--set=registry.url=" + registryUrl);
  }

  @Override
  public void close() {
    // Brokers and registry belong to others.
  }
}
