package io.framewise.connectors;

import io.framewise.connectors.mqtt.MqttExport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of a process that publishes events and alerts by MQTT. */
public enum MqttMeter {
  /** Whether it can. */
  CONNECTED(
      "framewise.mqtt.connected",
      "1 while events and alerts can be published by MQTT, 0 while they wait in Kafka; only where connectors.mqtt.events is set."),
  /** How much it did. */
  PUBLISHED(
      "framewise.mqtt.published",
      "Events and alerts whose messages the MQTT broker has acknowledged.");

  private final String key;
  private final String doc;

  MqttMeter(String key, String doc) {
    this.key = key;
    this.doc = doc;
  }

  /** Its name. */
  public String key() {
    return key;
  }

  /** What it says, for people. */
  public String doc() {
    return doc;
  }

  static void bind(MqttExport export, MeterRegistry registry) {
    Gauge.builder(CONNECTED.key, export, one -> one.isConnected() ? 1 : 0)
        .description(CONNECTED.doc)
        .register(registry);
    FunctionCounter.builder(PUBLISHED.key, export, MqttExport::published)
        .description(PUBLISHED.doc)
        .register(registry);
  }
}
