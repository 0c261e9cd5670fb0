package io.framewise.connectors.mqtt;

/**
 * A message for the broker, which keeps the newest of each topic for those who come later.
 *
 * @param topic its topic
 * @param text what it says; an empty one takes back what the broker keeps
 */
record OutMessage(String topic, String text) {}
