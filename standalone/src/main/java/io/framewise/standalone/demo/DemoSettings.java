package io.framewise.standalone.demo;

import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;

/** The settings of all deployables. */
record DemoSettings(
    KafkaSettings kafka,
    RegistrySettings registry,
    ConnectorsSettings connectors,
    StreamsSettings streams,
    ApiSettings api,
    ModelSettings model) {

  static DemoSettings of(SettingsSource source) {
    return new DemoSettings(
        source.bind(Section.KAFKA, KafkaSettings.class),
        source.bind(Section.REGISTRY, RegistrySettings.class),
        source.bind(Section.CONNECTORS, ConnectorsSettings.class),
        source.bind(Section.STREAMS, StreamsSettings.class),
        source.bind(Section.API, ApiSettings.class),
        source.bind(Section.MODEL, ModelSettings.class));
  }
}
