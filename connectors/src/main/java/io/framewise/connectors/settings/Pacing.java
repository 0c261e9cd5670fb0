package io.framewise.connectors.settings;

/** How fast recorded pictures are played. */
public enum Pacing {
  /** A video at the speed of its timestamps, a folder at {@code max-rate} pictures a second. */
  REALTIME,
  /** As fast as Kafka takes them. */
  FAST
}
