package io.framewise.model.worker;

import io.framewise.model.batch.Batch;
import io.framewise.model.batch.Batcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands jobs from the intake threads to the engine thread, in batches. */
final class RequestQueue {

  private final Batcher<Job> batcher;
  private boolean closed;

  RequestQueue(Batcher<Job> batcher) {
    this.batcher = batcher;
  }

  /** Bounds what the jobs of one batch weigh together. */
  synchronized void limitWeight(int most) {
    batcher.limitWeight(most);
  }

  /** Takes a job unless the queue is closed or its lane is full. Returns whether it did. */
  synchronized boolean submit(Job job) {
    if (closed) {
      return false;
    }
    notifyAll();
    return batcher.offer(job, job.request().getPriority(), job.request().getDeadlineAt());
  }

  /** Waits for something to do; nothing once the queue is closed. */
  synchronized Optional<Batch<Job>> take() throws InterruptedException {
    while (!closed) {
      Batch<Job> batch = batcher.next();
      if (!batch.isEmpty()) {
        return Optional.of(batch);
      }
      Optional<Duration> untilDue = batcher.untilDue();
      // Waiting 0 ms would be for ever; a millisecond more than due is soon enough.
      wait(untilDue.map(duration -> duration.toMillis() + 1).orElse(0L));
    }
    return Optional.empty();
  }

  /** Takes no more jobs, and hands out those that have not started. */
  synchronized List<Job> close() {
    closed = true;
    notifyAll();
    return batcher.drain();
  }
}
