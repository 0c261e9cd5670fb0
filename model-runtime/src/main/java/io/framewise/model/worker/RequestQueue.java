package io.framewise.model.worker;

import io.framewise.model.batch.Batch;
import io.framewise.model.batch.Batcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands requests that are ready from the threads that prepare them to the engine's, in batches. */
final class RequestQueue {

  private final Batcher<Prepared> batcher;
  private boolean closed;

  RequestQueue(Batcher<Prepared> batcher) {
    this.batcher = batcher;
  }

  /** Bounds what the requests of one batch weigh together. */
  synchronized void limitWeight(int most) {
    batcher.limitWeight(most);
  }

  /** Takes a request unless the queue is closed or its lane is full. Returns whether it did. */
  synchronized boolean submit(Prepared prepared) {
    if (closed) {
      return false;
    }
    notifyAll();
    return batcher.offer(
        prepared, prepared.job().request().getPriority(), prepared.job().request().getDeadlineAt());
  }

  /** Waits for something to do; nothing once the queue is closed. */
  synchronized Optional<Batch<Prepared>> take() throws InterruptedException {
    while (!closed) {
      Batch<Prepared> batch = batcher.next();
      if (!batch.isEmpty()) {
        return Optional.of(batch);
      }
      Optional<Duration> untilDue = batcher.untilDue();
      // Waiting 0 ms would be for ever; a millisecond more than due is soon enough.
      wait(untilDue.map(duration -> duration.toMillis() + 1).orElse(0L));
    }
    return Optional.empty();
  }

  /** Takes no more requests, and hands out those that have not started. */
  synchronized List<Prepared> close() {
    closed = true;
    notifyAll();
    return batcher.drain();
  }
}
