package io.framewise.model.worker;

import io.framewise.platform.topic.RecordPlace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/**
 * Every delivery of this worker that is not settled. A record that is handed out again while its
 * first delivery still runs, because a lock was lost or renewed, is recognised here and not started
 * twice. Safe for use by several threads.
 */
final class InHand {

  private final Counters counters;
  private final Map<RecordPlace, Delivery> deliveries = new ConcurrentHashMap<>();

  InHand(Counters counters) {
    this.counters = counters;
  }

  /**
   * Enters a delivery. Returns it, or the unsettled one of the same record, which stands for both.
   */
  Delivery enter(Delivery delivery) {
    Delivery running = deliveries.putIfAbsent(delivery.id(), delivery);
    if (running != null) {
      return running;
    }
    counters.add(Count.TAKEN);
    delivery.whenSettled(outcome -> leave(delivery, outcome));
    return delivery;
  }

  private void leave(Delivery delivery, AcknowledgeType outcome) {
    deliveries.remove(delivery.id());
    if (outcome == AcknowledgeType.RELEASE) {
      counters.add(Count.RELEASED);
    }
  }

  /** How many are not settled. */
  int size() {
    return deliveries.size();
  }

  /** Gives back whatever is not settled yet. */
  void releaseAll() {
    deliveries.values().forEach(delivery -> delivery.settle(AcknowledgeType.RELEASE));
  }
}
