package io.framewise.streams.api.access;

/** What a key allows. */
public enum Scope {
  /** To see sources, events, alerts and frames. */
  READ,
  /** To ask questions on the spot. */
  ASK,
  /** To change something that others see, such as acknowledging an alert. */
  ADMIN
}
