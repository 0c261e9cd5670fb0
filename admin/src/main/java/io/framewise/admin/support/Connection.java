package io.framewise.admin.support;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.settings.SettingsSource;

/** What a command that talks to a running system needs of the settings. */
public record Connection(KafkaSettings kafka, SchemaRegistry registry) {

  public static Connection of(SettingsOptions options) {
    SettingsSource settings = options.read();
    return new Connection(
        settings.bind(Section.KAFKA, KafkaSettings.class),
        new SchemaRegistry(settings.bind(Section.REGISTRY, RegistrySettings.class).access()));
  }
}
