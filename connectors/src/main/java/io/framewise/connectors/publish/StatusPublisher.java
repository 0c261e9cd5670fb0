package io.framewise.connectors.publish;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.settings.PublisherSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the status of each source: at every change of its state, at intervals until it has
 * ended and Kafka has acknowledged its last picture, and a last time at the end. At most one status
 * of a source is under way at a time, so that they do not pile up while the broker is away. All
 * work is done on one thread of its own.
 */
public final class StatusPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusPublisher.class);

  private final RecordSender sender;
  private final RecordWriter writer;
  private final Duration stopLimit;
  private final Duration interval;
  private final List<Slot> slots = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "source-status"));

  /** A publisher of statuses through {@code sender}. */
  public StatusPublisher(RecordSender sender, RecordWriter writer, PublisherSettings settings) {
    this.sender = sender;
    this.writer = writer;
    this.interval = settings.statusInterval();
    this.stopLimit = settings.stopLimit();
  }

  /** Begins; called once. */
  public void start() {
    long millis = interval.toMillis();
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Publishes the statuses of one more source. */
  public void add(TrackedSource source) {
    Slot slot = new Slot(source);
    slots.add(slot);
    source.lifecycle().onChange(() -> soon(slot));
    soon(slot);
  }

  /**
   * Publishes a last status of sources, and waits for them as long as for those at the end.
   *
   * @throws InterruptedException when the thread is told to stop
   */
  public void remove(List<TrackedSource> sources) throws InterruptedException {
    List<Slot> gone = slots.stream().filter(slot -> sources.contains(slot.source)).toList();
    slots.removeAll(gone);
    long deadline = System.nanoTime() + stopLimit.toNanos();
    for (Slot slot : gone) {
      slot.source.lifecycle().onChange(() -> {});
      slot.room.awaitEmpty(left(deadline));
      soon(slot);
    }
    // Behind what the thread has to do already, and behind what that has sent.
    CountDownLatch reached = new CountDownLatch(1);
    try {
      thread.execute(reached::countDown);
      boolean inTime = reached.await(left(deadline).toNanos(), TimeUnit.NANOSECONDS);
      for (Slot slot : gone) {
        if (!inTime || !slot.room.awaitEmpty(left(deadline))) {
          tellNotTaken(slot);
        }
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("the last statuses have been published", e);
    }
  }

  private static void tellNotTaken(Slot slot) {
    LOG.atWarn()
        .addKeyValue(SOURCE_ID, slot.source.sourceId())
        .log("Kafka did not take the last status");
  }

  private void soon(Slot slot) {
    try {
      thread.execute(() -> publish(slot));
    } catch (RejectedExecutionException e) {
      LOG.atDebug()
          .addKeyValue(SOURCE_ID, slot.source.sourceId())
          .setCause(e)
          .log("a status after the last one");
    }
  }

  private void tick() {
    slots.stream().filter(slot -> slot.dirty || !slot.finished).forEach(this::publish);
  }

  private void publish(Slot slot) {
    try {
      // Asked first: what is published then holds every count of a source that has finished.
      slot.finished = slot.source.finished();
      slot.dirty = !slot.room.tryTake(0);
      if (!slot.dirty && !send(slot)) {
        slot.dirty = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) { // The statuses of all sources depend on this thread.
      slot.dirty = true;
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, slot.source.sourceId())
          .setCause(e)
          .log("a status could not be published");
    }
  }

  /** Sends a status for which room was taken; gives it back when nothing was sent. */
  private boolean send(Slot slot) throws InterruptedException {
    boolean sent = false;
    try {
      sent = sender.send(writer.status(slot.source), slot);
      return sent;
    } finally {
      if (!sent) {
        slot.room.release(0);
      }
    }
  }

  /** When Kafka last acknowledged a status, in {@link System#nanoTime()}; the start at first. */
  public long lastAcknowledged() {
    return slots.stream().mapToLong(slot -> slot.acknowledged).max().orElseGet(System::nanoTime);
  }

  /** Whether statuses are still to come: not every source has ended. */
  public boolean expectsMore() {
    return slots.stream().anyMatch(slot -> slot.dirty || !slot.finished);
  }

  /** Whether its thread does its work. */
  public boolean isAlive() {
    return !thread.isShutdown();
  }

  /** Publishes every source's last status and waits for it; called once, after the sources. */
  @Override
  public void close() {
    thread.shutdown();
    long deadline = System.nanoTime() + stopLimit.toNanos();
    try {
      thread.awaitTermination(stopLimit.toMillis(), TimeUnit.MILLISECONDS);
      for (Slot slot : slots) {
        slot.room.awaitEmpty(left(deadline));
        publish(slot);
      }
      for (Slot slot : slots) {
        if (!slot.room.awaitEmpty(left(deadline))) {
          tellNotTaken(slot);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("interrupted before all last statuses were published");
      Thread.currentThread().interrupt();
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** One source and whether a status of it is under way. */
  private static final class Slot implements RecordSender.Listener {

    private final TrackedSource source;
    private final InFlight room = new InFlight(1, 0);
    private volatile boolean dirty;
    private volatile long acknowledged = System.nanoTime();
    private volatile boolean finished;

    Slot(TrackedSource source) {
      this.source = source;
    }

    @Override
    public void delivered(RecordMetadata where) {
      acknowledged = System.nanoTime();
      room.release(0);
    }

    @Override
    public void refused(Exception reason) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, source.sourceId())
          .log("Kafka refuses a status: {}", reason.getMessage());
      dirty = true;
      room.release(0);
    }
  }
}
