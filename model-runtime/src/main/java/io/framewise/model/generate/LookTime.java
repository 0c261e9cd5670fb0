package io.framewise.model.generate;

import io.framewise.model.engine.BatchResult.LookTimes;
import java.util.concurrent.TimeUnit;

/** Where the time of one look goes. */
final class LookTime {

  private long visionNanos;
  private long prefillNanos;
  private long decodeNanos;
  private int batchSize = 1;
  private int reused;

  /** A step of the vision tower. */
  void looked(long nanos) {
    visionNanos += nanos;
  }

  /** A pass of so many looks in which it read, or was answered. */
  void passed(long nanos, boolean reading, int looks) {
    if (reading) {
      prefillNanos += nanos;
    } else {
      decodeNanos += nanos;
    }
    batchSize = Math.max(batchSize, looks);
  }

  /** Tokens that it need not read. */
  void reused(int tokens) {
    reused = tokens;
  }

  int reused() {
    return reused;
  }

  LookTimes result() {
    return new LookTimes(
        TimeUnit.NANOSECONDS.toMillis(visionNanos),
        TimeUnit.NANOSECONDS.toMillis(prefillNanos),
        TimeUnit.NANOSECONDS.toMillis(decodeNanos),
        batchSize);
  }
}
