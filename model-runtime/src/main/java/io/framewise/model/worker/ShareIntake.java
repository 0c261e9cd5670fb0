package io.framewise.model.worker;

import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the share group and the thread that owns it. It takes requests of one lane, a few
 * at once, as long as it holds fewer than it may; each is held until it is settled, and its lock
 * renewed meanwhile. So a request that takes long holds up no other, and the thread never waits
 * longer than one poll for anything but Kafka's client.
 */
final class ShareIntake implements Runnable, HoldingConsumer.Renewals {

  private static final Logger LOG = LoggerFactory.getLogger(ShareIntake.class);

  /** How long the thread waits for Kafka, or for something to be settled, before it looks about. */
  private static final Duration POLL = Duration.ofMillis(200);

  /** Three heartbeats. */
  private static final Duration MOST_SILENCE = Duration.ofSeconds(15);

  /**
   * What an intake may hold.
   *
   * @param most requests
   * @param atOnce most that come with one poll; it polls while it has room for so many
   * @param renewEvery how often their locks are renewed
   */
  record Limits(int most, int atOnce, Duration renewEvery) {}

  private final HoldingConsumer consumer;
  private final Limits limits;
  private final InHand inHand;
  private final Reception reception;
  private final Counters counters;
  private final Consumer<Throwable> onDeath;
  private final Map<RecordPlace, Delivery> held = new HashMap<>();
  private final BlockingQueue<RecordPlace> settled = new LinkedBlockingQueue<>();
  private final Map<RecordPlace, AcknowledgeType> unsent = new LinkedHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean holding;
  private long renewAt;

  ShareIntake(
      HoldingConsumer consumer,
      Limits limits,
      InHand inHand,
      Reception reception,
      Counters counters,
      Consumer<Throwable> onDeath) {
    this.consumer = consumer;
    this.limits = limits;
    this.inHand = inHand;
    this.reception = reception;
    this.counters = counters;
    this.onDeath = onDeath;
    this.renewAt = System.nanoTime() + limits.renewEvery().toNanos();
    consumer.tell(this);
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
    double joins = consumer.metric("rebalance-total");
    double silence = consumer.metric("last-heartbeat-seconds-ago");
    return joins >= 1 && silence >= 0 && silence <= MOST_SILENCE.toSeconds();
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
      consumer.close();
      reception.close();
      ended.countDown();
    }
  }

  private void step() throws InterruptedException {
    if (stopping || held.size() + limits.atOnce() > limits.most()) {
      RecordPlace first = settled.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
      end(first);
    } else {
      poll().forEach(this::take);
    }
    tellKafka();
    holding = !held.isEmpty();
  }

  private List<ConsumerRecord<String, byte[]>> poll() throws InterruptedException {
    try {
      return consumer.take(POLL);
    } catch (RetriableException e) {
      LOG.warn("the share group cannot be polled now: {}", e.toString());
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      return List.of();
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    RecordPlace place = RecordPlace.of(record);
    Delivery fresh = new Delivery(place, record.deliveryCount().map(Short::intValue).orElse(1));
    Delivery delivery = inHand.enter(fresh);
    held.put(place, delivery);
    delivery.whenSettled(outcome -> settled.add(place));
    if (delivery == fresh) {
      reception.accept(record, delivery);
    }
  }

  private void tellKafka() {
    while (!settled.isEmpty()) {
      end(settled.poll());
    }
    if (System.nanoTime() - renewAt >= 0) {
      held.keySet().forEach(place -> unsent.put(place, AcknowledgeType.RENEW));
      renewAt = System.nanoTime() + limits.renewEvery().toNanos();
    }
    consumer.acknowledge(unsent);
    unsent.clear();
  }

  /** What is not done is a later delivery of a record whose lock was lost. */
  private void end(RecordPlace place) {
    Delivery done = held.get(place);
    if (done != null && done.outcome().isPresent()) {
      held.remove(place);
      unsent.put(place, done.outcome().get());
    }
  }

  @Override
  public void renewed(RecordPlace place) {
    counters.add(Count.RENEWALS);
  }

  @Override
  public void lost(RecordPlace place) {
    if (held.remove(place) != null) {
      LogKeys.at(LOG.atWarn(), place).log(
          "the lock of a request is lost; another worker may answer it too");
    }
  }
}
