package io.framewise.admin.trial;

import io.framewise.streams.store.PendingRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The windows of a trial that were sent and have not ended. Confined to one thread. */
final class AskedWindows {

  /**
   * One of them.
   *
   * @param index its index among the windows of the run
   * @param pending its request
   * @param sentAt when it was sent, in nanoseconds of the clock
   */
  record Asked(int index, PendingRequest pending, long sentAt) {}

  private final long deadlineNanos;
  private final LongSupplier nanos;
  private final Map<String, Asked> open = new LinkedHashMap<>();

  /**
   * No windows yet.
   *
   * @param deadline how long an answer is waited for
   * @param nanos a clock that only goes forward, as {@link System#nanoTime()}
   */
  AskedWindows(Duration deadline, LongSupplier nanos) {
    this.deadlineNanos = deadline.toNanos();
    this.nanos = nanos;
  }

  /** How many there are. */
  int size() {
    return open.size();
  }

  /** Adds a window that is sent now. */
  void add(int index, PendingRequest pending) {
    open.put(pending.request().getRequestId(), new Asked(index, pending, nanos.getAsLong()));
  }

  /** Takes out the window of a request; empty when there is none, or no more. */
  Optional<Asked> take(String requestId) {
    return Optional.ofNullable(open.remove(requestId));
  }

  /** Takes out those whose deadline has passed, in the order in which they were sent. */
  List<Asked> takeOverdue() {
    List<Asked> overdue = new ArrayList<>(open.values());
    overdue.removeIf(asked -> nanos.getAsLong() - asked.sentAt() < deadlineNanos);
    open.values().removeAll(overdue);
    return overdue;
  }

  /** How long ago a window was sent. */
  long ageMs(Asked asked) {
    return Duration.ofNanos(nanos.getAsLong() - asked.sentAt()).toMillis();
  }
}
