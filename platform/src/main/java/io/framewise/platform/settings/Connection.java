package io.framewise.platform.settings;

import io.framewise.contract.serde.SchemaRegistry;

/** What a command that talks to a running system needs of the settings. */
public record Connection(KafkaSettings kafka, SchemaRegistry registry) {

  public static Connection of(SettingsOptions options) {
    SettingsSource settings = options.read();
    return new Connection(
        settings.bind(Section.KAFKA, KafkaSettings.class),
        new SchemaRegistry(settings.bind(Section.REGISTRY, RegistrySettings.class).access()));
  }
}
