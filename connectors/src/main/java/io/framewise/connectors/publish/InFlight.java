package io.framewise.connectors.publish;

import java.time.Duration;

/**
 * Bounds what one source has under way to Kafka, in records and in bytes. One record larger than
 * the bound in bytes may be under way alone. Safe for use by several threads.
 */
final class InFlight {

  private final int maxRecords;
  private final long maxBytes;
  private int records;
  private long bytes;

  InFlight(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Takes room for a record of {@code size} bytes if there is some. */
  synchronized boolean tryTake(int size) {
    if (!hasRoom(size)) {
      return false;
    }
    records++;
    bytes += size;
    return true;
  }

  /** Takes room, waiting for it at most {@code limit}; returns whether there was some in time. */
  synchronized boolean take(int size, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!hasRoom(size) && deadline - System.nanoTime() > 0) {
      wait(millisUntil(deadline));
    }
    return tryTake(size);
  }

  /** Gives room back. */
  synchronized void release(int size) {
    records--;
    bytes -= size;
    notifyAll();
  }

  /** Waits until nothing is under way, at most {@code limit}; returns whether nothing is. */
  synchronized boolean awaitEmpty(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (records > 0 && deadline - System.nanoTime() > 0) {
      wait(millisUntil(deadline));
    }
    return records == 0;
  }

  private boolean hasRoom(int size) {
    return records == 0 || (records < maxRecords && bytes + size <= maxBytes);
  }

  /** Never 0, which would be for ever. */
  private static long millisUntil(long deadline) {
    return Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
  }
}
