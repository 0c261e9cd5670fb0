package io.framewise.model.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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

  /** Waits for a request; nothing once the queue is closed. */
  synchronized Optional<Prepared> take() throws InterruptedException {
    while (!closed && ready.isEmpty()) {
      wait();
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
