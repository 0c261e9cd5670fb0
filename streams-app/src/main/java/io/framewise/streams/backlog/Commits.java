package io.framewise.streams.backlog;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each stream thread of this process last committed, and how long that took. All tasks of a
 * thread are committed together, in one transaction. The thread's producer reports it. Safe for use
 * by several threads; each sees only its own commits.
 */
public final class Commits {

  /** The commits of one thread, used by that thread alone. */
  static final class OfThread {
    private long beganAtMs = Long.MIN_VALUE / 2;
    private long tookMs;
    private final Set<Integer> awaited = new HashSet<>();

    /** Notes that a commit begins now. */
    void begin(long nowMs) {
      beganAtMs = nowMs;
      awaited.clear();
    }

    /** Notes that the task of a partition has sent something that somebody waits to read. */
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

  /** By thread id. Threads that have ended are not removed; they are few. */
  private final Map<Long, OfThread> threads = new ConcurrentHashMap<>();

  /** The commits of the calling thread. */
  OfThread ofThisThread() {
    return threads.computeIfAbsent(Thread.currentThread().getId(), id -> new OfThread());
  }

  /** Notes that the calling thread has committed. */
  void ended(long beganAtMs, long nowMs) {
    OfThread thread = ofThisThread();
    thread.begin(beganAtMs);
    thread.tookMs = nowMs - beganAtMs;
  }
}
