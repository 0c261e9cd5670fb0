package io.framewise.model.worker;

import io.framewise.contract.avro.Priority;
import io.framewise.model.settings.ModelSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An intake of routine requests whose desk keeps what it gets until the test settles it. */
final class Member implements AutoCloseable {

  private final Counters counters = new Counters();
  private final List<Delivery> got = new CopyOnWriteArrayList<>();
  private final List<Throwable> deaths = new CopyOnWriteArrayList<>();
  private final ShareIntake intake;
  private final Thread thread;
  private volatile CountDownLatch heldUp = new CountDownLatch(0);

  Member(Wire wire, ModelSettings settings, Duration renewEvery) {
    this.intake =
        new ShareIntake(
            new ShareGroup(wire.kafka(), settings).join(Priority.ROUTINE),
            new InHand(counters),
            new Reception("test", this::accept, deaths::add),
            renewEvery,
            counters,
            deaths::add);
    this.thread = new Thread(intake, "intake-test");
    thread.start();
  }

  private void accept(ConsumerRecord<String, byte[]> record, Delivery delivery) {
    try {
      heldUp.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    got.add(delivery);
  }

  /** Lets the desk wait before the next record. */
  void holdUpTheDesk(CountDownLatch until) {
    heldUp = until;
  }

  /** What the desk got so far. */
  List<Delivery> inHand() {
    return got;
  }

  /** Ends everything but one. Returns how many are ended by now. */
  int settleAllBut(Delivery slow) {
    got.stream()
        .filter(delivery -> delivery != slow)
        .forEach(delivery -> delivery.settle(AcknowledgeType.ACCEPT));
    return (int) got.stream().filter(delivery -> delivery.outcome().isPresent()).count();
  }

  WorkerCounts counts() {
    return counters.snapshot();
  }

  /** Waits until all is acknowledged. */
  @Override
  public void close() {
    heldUp.countDown();
    settleAllBut(null);
    intake.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (!deaths.isEmpty()) {
      throw new IllegalStateException(deaths.get(0));
    }
  }
}
