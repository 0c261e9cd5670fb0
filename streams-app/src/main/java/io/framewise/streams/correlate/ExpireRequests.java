package io.framewise.streams.correlate;

import io.framewise.contract.avro.EventStatus;
import io.framewise.streams.backlog.CommitPace;
import io.framewise.streams.failure.ItemGuard;
import io.framewise.streams.ingest.ReadMark;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Ends requests whose deadline has passed without an answer. After a stop or a backlog an answer
 * may be on its topic but not read yet. So a request expires only when everything has been read
 * that was on the topic at its deadline. To find out, a {@link ReadMark} is sent to the topic of
 * completions after the deadline; when it has been read back, so have all completions before it. A
 * mark that took long means that Kafka or this process stood still, and the answers of the workers
 * may be delayed too; then another mark is sent and that one counts.
 */
public final class ExpireRequests implements Processor<String, byte[], String, Object> {

  /** The state stores that it uses. */
  public static final Set<String> STORES =
      StateStores.all(Ledgers.STORES, Set.of(StateStores.PENDING_REQUESTS));

  private static final Duration DEADLINE_CHECK = Duration.ofMillis(250);

  /** A mark that takes longer counts as delayed. */
  static final long SLOW_MS = 5_000;

  /**
   * The pause before the next mark after a delayed one: the longest time that a worker's producer
   * waits before it tries again.
   */
  static final long SETTLE_MS = 2_000;

  /** After this time a mark counts as lost and another one is sent. */
  static final long LOST_MS = 60_000;

  /**
   * At most so many delayed marks in a row are followed by another one, so that every request ends.
   */
  static final int MOST_SLOW = 3;

  private final String endedChild;
  private final String marksChild;
  private final ItemGuard guard;
  private final CommitPace pace;
  private ProcessorContext<String, Object> context;
  private Ledgers ledgers;
  private KeyValueStore<String, PendingRequest> pendingRequests;
  private boolean markUnderWay;
  private long markSentAtMs;
  private long nextMarkAtMs;
  private int slowMarks;

  /**
   * A processor.
   *
   * @param endedChild the child that takes {@link EndedRequest}s
   * @param marksChild the child that puts {@link ReadMark}s on the topic of completions
   */
  public ExpireRequests(String endedChild, String marksChild, ItemGuard guard, CommitPace pace) {
    this.endedChild = endedChild;
    this.marksChild = marksChild;
    this.guard = guard;
    this.pace = pace;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.ledgers = new Ledgers(context);
    this.pendingRequests = context.getStateStore(StateStores.PENDING_REQUESTS);
    this.markUnderWay = false;
    this.nextMarkAtMs = 0;
    this.slowMarks = 0;
    context.schedule(DEADLINE_CHECK, PunctuationType.WALL_CLOCK_TIME, this::check);
  }

  private void check(long nowMs) {
    boolean awaited = markUnderWay && nowMs - markSentAtMs < LOST_MS;
    if (!awaited && nowMs >= nextMarkAtMs && !overdue(nowMs).isEmpty()) {
      markUnderWay = true;
      markSentAtMs = nowMs;
      context.forward(
          new ReadMark(context.taskId().partition(), nowMs).record(context.applicationId()),
          marksChild);
      pace.await(context);
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    ReadMark.sentAtMs(record, context.applicationId()).ifPresent(this::take);
  }

  private void take(long sentAtMs) {
    long nowMs = context.currentSystemTimeMs();
    if (markUnderWay && sentAtMs == markSentAtMs) {
      markUnderWay = false;
    }
    if (nowMs - sentAtMs > SLOW_MS && slowMarks < MOST_SLOW) {
      slowMarks++;
      nextMarkAtMs = nowMs + SETTLE_MS;
      return;
    }
    slowMarks = 0;
    for (PendingRequest pending : overdue(Math.min(sentAtMs, nowMs))) {
      String requestId = pending.request().getRequestId();
      guard.run(
          "request " + requestId,
          () -> end(pending, EventStatus.EXPIRED, reason(pending)),
          message -> end(pending, EventStatus.FAILED, message));
    }
  }

  private static String reason(PendingRequest pending) {
    long deadlineMs =
        pending.request().getDeadlineAt().toEpochMilli()
            - pending.request().getCreatedAt().toEpochMilli();
    return "no completion within " + deadlineMs + " ms";
  }

  private List<PendingRequest> overdue(long atMs) {
    List<PendingRequest> overdue = new ArrayList<>();
    try (KeyValueIterator<String, PendingRequest> all = pendingRequests.all()) {
      all.forEachRemaining(
          entry -> {
            if (entry.value.request().getDeadlineAt().toEpochMilli() <= atMs) {
              overdue.add(entry.value);
            }
          });
    }
    return overdue;
  }

  private void end(PendingRequest pending, EventStatus status, String reason) {
    String sourceId = pending.request().getSourceId();
    pendingRequests.delete(Keys.of(sourceId, pending.request().getRequestId()));
    ledgers.book(
        sourceId,
        pending.windowMs(),
        ledger -> ledger.setOpenRequests(ledger.getOpenRequests() - 1));
    context.forward(
        new Record<>(
            sourceId, EndedRequest.without(pending, status, reason), context.currentSystemTimeMs()),
        endedChild);
  }
}
