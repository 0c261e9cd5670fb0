package io.framewise.model.worker;

import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the share group and the thread that owns it. It takes a handful of requests, holds
 * their locks until each is settled, acknowledges, and takes the next handful.
 *
 * <p>A share consumer hands out nothing new while anything of the last handful is open, and a
 * renewed record only goes on after another poll has handed it out once more. So a worker has two
 * of these for each lane: while the requests of one are with the model, the other has the next
 * batch ready. Taking more while some are held was tried, see docs/decisions/0047.
 */
final class ShareIntake implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ShareIntake.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration COMMIT_LIMIT = Duration.ofSeconds(10);

  /** Three heartbeats. */
  private static final Duration MOST_SILENCE = Duration.ofSeconds(15);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private record Held(ConsumerRecord<String, byte[]> record, Delivery delivery) {}

  private final ShareConsumer<String, byte[]> consumer;
  private final InHand inHand;
  private final Reception reception;
  private final Duration renewEvery;
  private final Counters counters;
  private final Consumer<Throwable> onDeath;
  private final Map<RecordPlace, Held> held = new HashMap<>();
  private final BlockingQueue<RecordPlace> settled = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean holding;
  private boolean renewing;
  private long renewAt;

  ShareIntake(
      ShareConsumer<String, byte[]> consumer,
      InHand inHand,
      Reception reception,
      Duration renewEvery,
      Counters counters,
      Consumer<Throwable> onDeath) {
    this.consumer = consumer;
    this.inHand = inHand;
    this.reception = reception;
    this.renewEvery = renewEvery;
    this.counters = counters;
    this.onDeath = onDeath;
  }

  /** Takes nothing new; the thread ends when all it holds is settled and acknowledged. */
  void stop() {
    stopping = true;
  }

  /**
   * Waits until a stopped intake that holds nothing has left the group. What the others then
   * release cannot come back to this worker, which would cost it one of its deliveries.
   */
  void awaitEndIfIdle(Duration limit) throws InterruptedException {
    if (!holding) {
      ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Whether the group has given this member partitions, and Kafka still hears from it. */
  boolean hasJoined() {
    double joins = metric("rebalance-total");
    double silence = metric("last-heartbeat-seconds-ago");
    return joins >= 1 && silence >= 0 && silence <= MOST_SILENCE.toSeconds();
  }

  private double metric(String name) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(name))
        .map(metric -> metric.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void run() {
    try {
      while (!stopping || !held.isEmpty()) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // a dead thread that nobody hears of is worse than any error
      onDeath.accept(e);
    } finally {
      consumer.close(CLOSE_LIMIT);
      reception.close();
      ended.countDown();
    }
  }

  private void step() throws InterruptedException {
    if (held.isEmpty()) {
      poll().forEach(this::take);
      renewAt = System.nanoTime() + renewEvery.toNanos();
      holding = !held.isEmpty();
    } else if (renewing) {
      afterRenewal(poll());
    } else if (!acknowledgeSettled()) {
      renew();
    }
  }

  private List<ConsumerRecord<String, byte[]>> poll() throws InterruptedException {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try {
      consumer.poll(POLL).forEach(records::add);
    } catch (RetriableException e) {
      LOG.warn("the share group cannot be polled now: {}", e.toString());
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return records;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    RecordPlace id = RecordPlace.of(record);
    Delivery fresh = new Delivery(id, record.deliveryCount().map(Short::intValue).orElse(1));
    Delivery delivery = inHand.enter(fresh);
    held.put(id, new Held(record, delivery));
    delivery.whenSettled(outcome -> settled.add(id));
    if (delivery == fresh) {
      reception.accept(record, delivery);
    }
  }

  /** Waits for something to be settled until locks must be renewed. Returns whether it was. */
  private boolean acknowledgeSettled() throws InterruptedException {
    long wait = renewAt - System.nanoTime();
    RecordPlace first = settled.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    if (first == null) {
      return false;
    }
    acknowledge(first);
    List<RecordPlace> others = new ArrayList<>();
    settled.drainTo(others);
    others.forEach(this::acknowledge);
    commit();
    holding = !held.isEmpty();
    return true;
  }

  private void acknowledge(RecordPlace id) {
    Held done = held.get(id);
    // What is not done is a later delivery of a record whose lock was lost.
    if (done != null && done.delivery().outcome().isPresent()) {
      held.remove(id);
      consumer.acknowledge(done.record(), done.delivery().outcome().get());
    }
  }

  private void renew() {
    held.values().forEach(one -> consumer.acknowledge(one.record(), AcknowledgeType.RENEW));
    commit();
    renewing = true;
  }

  /** What the poll after a renewal hands out again is still ours; what is missing is not. */
  private void afterRenewal(List<ConsumerRecord<String, byte[]>> again) {
    renewing = false;
    renewAt = System.nanoTime() + renewEvery.toNanos();
    Set<RecordPlace> kept = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record : again) {
      RecordPlace id = RecordPlace.of(record);
      kept.add(id);
      if (held.containsKey(id)) {
        counters.add(Count.RENEWALS);
      } else {
        take(record);
      }
    }
    held.keySet()
        .removeIf(
            id -> {
              boolean lost = !kept.contains(id);
              if (lost) {
                LogKeys.at(LOG.atWarn(), id).log(
                    "the lock of a request is lost; another worker may answer it too");
              }
              return lost;
            });
  }

  private void commit() {
    try {
      consumer
          .commitSync(COMMIT_LIMIT)
          .forEach(
              (partition, e) ->
                  e.ifPresent(
                      cause ->
                          LOG.warn(
                              "acknowledgements of {} failed: {}", partition, cause.toString())));
    } catch (KafkaException e) {
      LOG.warn("acknowledgements failed, requests may be answered twice: {}", e.toString());
    }
  }
}
