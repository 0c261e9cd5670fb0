package io.framewise.model.worker;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one worker. Safe for use by several threads. */
final class Counters {

  private final Map<Count, LongAdder> adders = new EnumMap<>(Count.class);

  Counters() {
    for (Count count : Count.values()) {
      adders.put(count, new LongAdder());
    }
  }

  void add(Count count) {
    add(count, 1);
  }

  void add(Count count, long times) {
    adders.get(count).add(times);
  }

  WorkerCounts snapshot() {
    return new WorkerCounts(
        get(Count.TAKEN),
        get(Count.COMPLETED),
        get(Count.FAILED),
        get(Count.EXPIRED),
        get(Count.RELEASED),
        get(Count.DEAD_LETTERED),
        get(Count.RENEWALS),
        get(Count.PICTURE_HITS),
        get(Count.PICTURE_MISSES),
        get(Count.PREPARED),
        Duration.ofNanos(get(Count.FETCH_NANOS)),
        Duration.ofNanos(get(Count.PREPROCESS_NANOS)));
  }

  private long get(Count count) {
    return adders.get(count).sum();
  }
}
