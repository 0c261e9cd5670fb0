package io.framewise.model.worker;

import io.framewise.platform.topic.RecordPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/**
 * One record in the hands of this worker, until it is settled: ACCEPT when it has ended, and what
 * it ended as is in Kafka; RELEASE when another worker, or this one, may try. Safe for use by
 * several threads.
 */
final class Delivery {

  private final RecordPlace id;
  private final int attempt;
  private final List<Consumer<AcknowledgeType>> listeners = new ArrayList<>();
  private AcknowledgeType outcome;

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
  synchronized Optional<AcknowledgeType> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Settles the delivery, unless that has been done. Returns whether this call did it. */
  boolean settle(AcknowledgeType what) {
    List<Consumer<AcknowledgeType>> told;
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
  void whenSettled(Consumer<AcknowledgeType> listener) {
    Optional<AcknowledgeType> already;
    synchronized (this) {
      already = outcome();
      if (already.isEmpty()) {
        listeners.add(listener);
      }
    }
    already.ifPresent(listener);
  }
}
