package io.framewise.platform.settings;

import java.util.List;
import java.util.stream.Stream;

/** The sections of the settings file that all deployables share. */
public enum Section {
  /** How to reach Kafka, and the topics' names and counts: {@link KafkaSettings}. */
  KAFKA("kafka"),
  /** How to reach the schema registry: {@link RegistrySettings}. */
  REGISTRY("registry"),
  /** The sources and how they are read. */
  CONNECTORS("connectors"),
  /** The topology. */
  STREAMS("streams"),
  /** The live query API and the page. */
  API("api"),
  /** The model and its workers. */
  MODEL("model");

  private final String key;

  Section(String key) {
    this.key = key;
  }

  /** Name in the settings file. */
  public String key() {
    return key;
  }

  static List<Section> all() {
    return List.of(values());
  }

  static List<String> keys() {
    return Stream.of(values()).map(Section::key).toList();
  }

  boolean ownsEnvironment(String name) {
    return name.startsWith(SettingsSchema.environmentName(key) + "_");
  }
}
