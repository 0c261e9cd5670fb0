package io.framewise.platform.image;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places and the memory that all decodes share. A decode that finds no room waits, so that the
 * process never runs out of memory by them.
 */
final class DecodeRoom {

  private static final int FEWEST = 2;
  private static final int MOST = 8;
  private static final int SHARE = 2;

  /** Of a machine whose heap may be as large as its memory. */
  private static final int LEAST_NATIVE_SHARE = 8;

  private static final long MEBIBYTE = 1 << 20;

  private final int heapMebibytes;
  private final int nativeMebibytes;
  private final Semaphore heap;
  private final Semaphore nativeMemory;
  private final Semaphore places;

  /**
   * Room for decodes.
   *
   * @param places how many may run at once
   * @param heap mebibytes of heap for them and for the pictures that they gave
   * @param nativeMemory mebibytes outside the heap for them
   */
  DecodeRoom(int places, int heap, int nativeMemory) {
    this.heapMebibytes = heap;
    this.nativeMebibytes = nativeMemory;
    this.heap = new Semaphore(heap, true);
    this.nativeMemory = new Semaphore(nativeMemory, true);
    this.places = new Semaphore(places, true);
  }

  /** As many places as there are processors. */
  static DecodeRoom ofThisMachine() {
    Runtime machine = Runtime.getRuntime();
    int places = Math.min(MOST, Math.max(FEWEST, machine.availableProcessors()));
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ofMemory(places, machine.maxMemory(), system.getTotalMemorySize());
  }

  /** Half of the heap, and half of the memory that the heap leaves of a machine or container. */
  static DecodeRoom ofMemory(int places, long heapBytes, long totalBytes) {
    long rest = Math.max((totalBytes - heapBytes) / SHARE, totalBytes / LEAST_NATIVE_SHARE);
    return new DecodeRoom(places, mebibytes(heapBytes / SHARE), mebibytes(rest));
  }

  private static int mebibytes(long bytes) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / MEBIBYTE));
  }

  /** Whether a decode fits when no other runs. */
  boolean fits(DecodeBudget budget) {
    return budget.heap() <= heapMebibytes && budget.nativeMemory() <= nativeMebibytes;
  }

  /**
   * Takes room, and waits for it when others have it.
   *
   * @throws BadImageException when there is never so much
   * @throws DecodersBusyException when others keep it all the while
   */
  Lease take(DecodeBudget budget, Duration patience) {
    if (!fits(budget)) {
      throw outOfMemory(null);
    }
    long end = System.nanoTime() + patience.toNanos();
    Lease lease = new Lease(budget);
    if (acquire(heap, budget.heap(), end)) {
      lease.heapHeld = budget.heap();
      if (acquire(nativeMemory, budget.nativeMemory(), end)) {
        lease.nativeHeld = budget.nativeMemory();
        if (acquire(places, 1, end)) {
          lease.placesHeld = 1;
          return lease;
        }
      }
    }
    lease.close();
    throw new DecodersBusyException(
        "other pictures kept all decoders for " + patience.toMillis() + " ms", null);
  }

  /** What is said of a picture that takes more memory than there is. */
  static BadImageException outOfMemory(Throwable cause) {
    return new BadImageException(
        "too-many-pixels", "decoding it needs more memory than this process has for it", cause);
  }

  private static boolean acquire(Semaphore semaphore, int permits, long end) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          long left = end - System.nanoTime();
          return semaphore.tryAcquire(permits, left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) { // the wait is short: it is ended, and the caller told
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The room of one decode, and then of its picture. Safe for use by several threads. */
  final class Lease implements AutoCloseable {

    private final DecodeBudget budget;
    private int heapHeld;
    private int nativeHeld;
    private int placesHeld;

    private Lease(DecodeBudget budget) {
      this.budget = budget;
    }

    /** Gives back all that the finished picture does not need. */
    synchronized void decoded() {
      shrink(Math.min(heapHeld, budget.kept()));
    }

    /** Gives back everything. */
    @Override
    public synchronized void close() {
      shrink(0);
    }

    private void shrink(int heapLeft) {
      places.release(placesHeld);
      nativeMemory.release(nativeHeld);
      heap.release(heapHeld - heapLeft);
      placesHeld = 0;
      nativeHeld = 0;
      heapHeld = heapLeft;
    }
  }
}
