package io.framewise.connectors;

import io.framewise.connectors.mqtt.MqttBroker;
import io.framewise.connectors.push.PushDesk;

/**
 * Where pictures come in that others send to this process.
 *
 * @param desk where pushed ones find their source
 * @param broker where they are published by MQTT
 */
record SentPictures(PushDesk desk, MqttBroker broker) {}
