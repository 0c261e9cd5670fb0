package io.framewise.connectors.settings;

/** What a source does with a picture while Kafka takes none. */
public enum WhenStalled {
  /** Waits, so that nothing is lost; the source falls behind. */
  STALL,
  /** Gives the picture up and counts it; the source stays current. */
  SHED
}
