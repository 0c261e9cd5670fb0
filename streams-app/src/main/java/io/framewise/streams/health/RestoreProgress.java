package io.framewise.streams.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the state that is being restored is. As long as any of it gets on, none is stalled: they
 * are read in turns. Safe for use by several threads.
 */
final class RestoreProgress {

  /** More than Kafka takes to abort the transaction of an instance that was killed. */
  static final Duration LIMIT = Duration.ofSeconds(45);

  /** Changelog records from {@code offset} on are missing, up to {@code end}. */
  private record Open(long offset, long end) {}

  private final Map<TopicPartition, Open> open = new HashMap<>();
  private long movedAtMs;

  /**
   * Restoring that does not get on.
   *
   * @param changelog one that is not restored
   * @param offset where it stands
   * @param end where it ends
   * @param forMs how long nothing has moved
   */
  record Stall(TopicPartition changelog, long offset, long end, long forMs) {}

  synchronized void begin(TopicPartition changelog, long offset, long end, long nowMs) {
    open.put(changelog, new Open(offset, end));
    movedAtMs = nowMs;
  }

  synchronized void moved(TopicPartition changelog, long offset, long nowMs) {
    open.computeIfPresent(changelog, (same, was) -> new Open(offset, was.end()));
    movedAtMs = nowMs;
  }

  /** It is restored, or somebody else's by now. */
  synchronized void end(TopicPartition changelog, long nowMs) {
    open.remove(changelog);
    movedAtMs = nowMs;
  }

  synchronized Optional<Stall> stall(long nowMs) {
    long forMs = nowMs - movedAtMs;
    if (forMs < LIMIT.toMillis()) {
      return Optional.empty();
    }
    return open.entrySet().stream()
        .findFirst()
        .map(one -> new Stall(one.getKey(), one.getValue().offset(), one.getValue().end(), forMs));
  }
}
