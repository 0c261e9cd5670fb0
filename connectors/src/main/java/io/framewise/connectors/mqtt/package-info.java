/**
 * MQTT: pictures that are published there become frames, and events and alerts are published there.
 *
 * <p>Start at {@link io.framewise.connectors.mqtt.MqttSource} and {@link
 * io.framewise.connectors.mqtt.MqttExport}; both use {@link
 * io.framewise.connectors.mqtt.MqttBroker} to connect.
 */
package io.framewise.connectors.mqtt;
