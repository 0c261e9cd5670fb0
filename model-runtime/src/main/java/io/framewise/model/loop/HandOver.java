package io.framewise.model.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Hands requests that are ready from the threads that prepare them to the engine's.
 *
 * @param <T> a request
 */
public final class HandOver<T> {

  private final Deque<T> ready = new ArrayDeque<>();
  private boolean closed;

  /** Takes a request unless the queue is closed. Returns whether it did. */
  public synchronized boolean submit(T request) {
    if (closed) {
      return false;
    }
    notifyAll();
    return ready.add(request);
  }

  /** Waits for a request; nothing once the queue is closed, or after so long. */
  public synchronized Optional<T> take(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long left = limit.toMillis();
    while (!closed && ready.isEmpty() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return poll();
  }

  /** A request if one is there. */
  public synchronized Optional<T> poll() {
    return Optional.ofNullable(ready.poll());
  }

  /** Whether it takes no more. */
  public synchronized boolean closed() {
    return closed;
  }

  /** Requests that are ready. */
  public synchronized int size() {
    return ready.size();
  }

  /** Takes no more requests, and hands out those that nobody has taken. */
  public synchronized List<T> close() {
    closed = true;
    notifyAll();
    List<T> left = List.copyOf(ready);
    ready.clear();
    return left;
  }
}
