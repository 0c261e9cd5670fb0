package io.framewise.model.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Hands requests that are ready from the threads that prepare them to the engine's. */
final class RequestQueue {

  private final Deque<Prepared> ready = new ArrayDeque<>();
  private boolean closed;

  /** Takes a request unless the queue is closed. Returns whether it did. */
  synchronized boolean submit(Prepared prepared) {
    if (closed) {
      return false;
    }
    notifyAll();
    return ready.add(prepared);
  }

  /** Waits for a request; nothing once the queue is closed, or after so long. */
  synchronized Optional<Prepared> take(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long left = limit.toMillis();
    while (!closed && ready.isEmpty() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return poll();
  }

  /** A request if one is there. */
  synchronized Optional<Prepared> poll() {
    return Optional.ofNullable(ready.poll());
  }

  synchronized boolean closed() {
    return closed;
  }

  /** Requests that are ready. */
  synchronized int size() {
    return ready.size();
  }

  /** Takes no more requests, and hands out those that nobody has taken. */
  synchronized List<Prepared> close() {
    closed = true;
    notifyAll();
    List<Prepared> left = List.copyOf(ready);
    ready.clear();
    return left;
  }
}
