package io.framewise.streams.api;

import org.apache.kafka.streams.KafkaStreams;

/** Whether this process is alive, and whether it can answer. */
final class Health {

  /**
   * One answer.
   *
   * @param up whether all is well
   * @param detail why or why not, for people
   */
  record Answer(boolean up, String detail) {}

  private final KafkaStreams streams;

  Health(KafkaStreams streams) {
    this.streams = streams;
  }

  /** Alive: a restart would not help. */
  Answer live() {
    KafkaStreams.State state = streams.state();
    boolean dead =
        state == KafkaStreams.State.ERROR
            || state == KafkaStreams.State.PENDING_ERROR
            || state == KafkaStreams.State.NOT_RUNNING;
    return new Answer(!dead, "topology " + state);
  }

  /** Ready: frames are processed and queries are answered. */
  Answer ready() {
    KafkaStreams.State state = streams.state();
    return new Answer(state == KafkaStreams.State.RUNNING, "topology " + state);
  }
}
