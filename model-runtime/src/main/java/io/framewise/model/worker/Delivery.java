package io.framewise.model.worker;

import io.framewise.platform.topic.RecordPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One record in the hands of this worker, until it is settled. Safe for use by several threads. */
final class Delivery {

  /** What the share group is told of a record. */
  enum Outcome {
    /** It has ended, and what it ended as is in Kafka. */
    ACCEPT,
    /** It has not ended: another worker, or this one, may try. */
    RELEASE
  }

  private final RecordPlace id;
  private final int attempt;
  private final List<Consumer<Outcome>> listeners = new ArrayList<>();
  private Outcome outcome;

  /**
   * An unsettled delivery.
   *
   * @param id where the record lies
   * @param attempt how often it has been handed out, this time included
   */
  Delivery(RecordPlace id, int attempt) {
    this.id = id;
    this.attempt = attempt;
  }

  RecordPlace id() {
    return id;
  }

  int attempt() {
    return attempt;
  }

  /** What it was settled as, once it is. */
  synchronized Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Settles the delivery, unless that has been done. Returns whether this call did it. */
  boolean settle(Outcome what) {
    List<Consumer<Outcome>> told;
    synchronized (this) {
      if (outcome != null) {
        return false;
      }
      outcome = what;
      told = List.copyOf(listeners);
    }
    told.forEach(listener -> listener.accept(what));
    return true;
  }

  /** Tells {@code listener} when the delivery is settled; at once if it is. */
  void whenSettled(Consumer<Outcome> listener) {
    Optional<Outcome> already;
    synchronized (this) {
      already = outcome();
      if (already.isEmpty()) {
        listeners.add(listener);
      }
    }
    already.ifPresent(listener);
  }
}
