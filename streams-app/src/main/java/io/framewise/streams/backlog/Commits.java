package io.framewise.streams.backlog;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each stream thread of this process has committed, and how long that took: all tasks of a
 * thread are committed at once, in one transaction. Told by its producer; safe for use by several
 * threads, of which each sees its own.
 */
public final class Commits {

  /** What is known of one thread, and used by it alone. */
  static final class OfThread {
    private long beganAtMs = Long.MIN_VALUE / 2;
    private long tookMs;
    private final Set<Integer> awaited = new HashSet<>();

    /** A commit begins now, as far as is known. */
    void begin(long nowMs) {
      beganAtMs = nowMs;
      awaited.clear();
    }

    /** Something that the task of a partition has sent waits to be read. */
    void await(int partition) {
      awaited.add(partition);
    }

    boolean isAwaited(int partition) {
      return awaited.contains(partition);
    }

    long beganAtMs() {
      return beganAtMs;
    }

    long tookMs() {
      return tookMs;
    }
  }

  /** By the id of the thread; they are few, and so are those that have ended. */
  private final Map<Long, OfThread> threads = new ConcurrentHashMap<>();

  /** What is known of the calling thread. */
  OfThread ofThisThread() {
    return threads.computeIfAbsent(Thread.currentThread().getId(), id -> new OfThread());
  }

  /** The calling thread has committed. */
  void ended(long beganAtMs, long nowMs) {
    OfThread thread = ofThisThread();
    thread.begin(beganAtMs);
    thread.tookMs = nowMs - beganAtMs;
  }
}
