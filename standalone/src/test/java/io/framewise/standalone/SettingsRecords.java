package io.framewise.standalone;

import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;

/** The settings records of all modules. */
final class SettingsRecords {

  private SettingsRecords() {}

  /** The record of a section. */
  static Class<? extends Record> of(Section section) {
    return switch (section) {
      case KAFKA -> KafkaSettings.class;
      case REGISTRY -> RegistrySettings.class;
      case CONNECTORS -> ConnectorsSettings.class;
      case STREAMS -> StreamsSettings.class;
      case API -> ApiSettings.class;
      case MODEL -> ModelSettings.class;
    };
  }
}
