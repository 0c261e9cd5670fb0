package io.framewise.lab.pipeline;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.platform.setup.TopicSetup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One installation on the cluster: topics, groups and files of its own, so that the parts of the
 * bench do not meet. Windows of 4 seconds keep 4 frames and close half a second after their end.
 */
public final class Pipeline {

  static final long WINDOW_MS = 4000;
  static final long GRACE_MS = 500;
  static final String QUESTION_SET = "bench";

  private static final String QUESTIONS =
      """
      streams:
        max-open-requests: 1000
        question-sets:
          %s:
            domain: video
            window-size: %dms
            frames: 4
            grace: %dms
            idle: 5s
            deadline: 60s
            questions:
              person: {text: "Is a person there?", answer: yes_no}
      """
          .formatted(QUESTION_SET, WINDOW_MS, GRACE_MS);

  private final String name;
  private final String questions;
  private final Path directory;
  private final Map<String, String> connection;
  private final KafkaSettings kafka;
  private final SchemaRegistry registry;

  /**
   * A pipeline whose topics are made, with nothing running.
   *
   * @param name begins the names of topics and groups
   */
  Pipeline(BenchCluster cluster, String name) {
    this(cluster, name, QUESTIONS);
  }

  /** The same with a settings file of its own. */
  public Pipeline(BenchCluster cluster, String name, String questions) {
    this.name = name;
    this.questions = questions;
    this.directory = cluster.directory().resolve(name);
    this.connection =
        Map.of(
            "kafka.bootstrap-servers",
            cluster.bootstrapServers(),
            "kafka.topic-prefix",
            name + ".",
            "registry.url",
            cluster.registryUrl(),
            "api.port",
            "0");
    SettingsSource settings = settings(name);
    this.kafka = settings.bind(Section.KAFKA, KafkaSettings.class);
    this.registry =
        new SchemaRegistry(settings.bind(Section.REGISTRY, RegistrySettings.class).access());
    new TopicSetup(kafka, registry).run();
  }

  /** What a streams app is told, by its keys; {@code run} names its requests, group and state. */
  Map<String, String> flags(String run) {
    Map<String, String> flags = new HashMap<>(connection);
    flags.put("streams.run", run);
    flags.put("streams.application-id", application(run));
    flags.put("streams.state-directory", state(run).toString());
    return flags;
  }

  /** The application id of a run's streams app. */
  String application(String run) {
    return name + "-" + run;
  }

  /** The settings of a streams app. */
  SettingsSource settings(String run) {
    return SettingsSource.parse("bench", questions, Map.of(), flags(run));
  }

  /** The same as a settings file's text, but for the flags. */
  String settingsFile() {
    return questions;
  }

  /** Where a streams app keeps its state. */
  Path state(String run) {
    return directory.resolve("state-" + run);
  }

  /** A directory for files. */
  Path directory() {
    return directory;
  }

  /** Name of the workers' group. */
  String workers() {
    return name + "-workers";
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
}
