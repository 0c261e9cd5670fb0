package io.framewise.streams.backlog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions of the frames topics this process has not read to their end. That is known from
 * Kafka's offsets and its answers, not from anybody's clock. Safe for use by several threads.
 */
public final class Backlogs {

  /** So many records are read within less than a second; fewer are no backlog. */
  private static final long MANY = 500;

  /** So many records may be on their way from Kafka to a task that is not behind. */
  private static final long FEW = 50;

  /** A partition of which nothing was told for so long is read by another process. */
  private static final long TOLD_MS = 10_000;

  private record Told(long unread, long atMs) {

    boolean isBehind(long nowMs) {
      return unread > FEW && nowMs - atMs < TOLD_MS;
    }
  }

  private final Map<TopicPartition, Told> told = new ConcurrentHashMap<>();
  private final Map<Integer, Long> behindAtMs = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unansweredAtMs = new ConcurrentHashMap<>();

  /** Tells how many records of a frames topic's partition are not read yet. */
  void tell(TopicPartition partition, long unread, long nowMs) {
    told.put(partition, new Told(unread, nowMs));
    tell(partition.partition(), unread, nowMs);
  }

  /** Whether frames of a partition were waiting to be read when last told. */
  boolean isBehind(int partition, long nowMs) {
    for (Map.Entry<TopicPartition, Told> one : told.entrySet()) {
      if (one.getKey().partition() == partition && one.getValue().isBehind(nowMs)) {
        return true;
      }
    }
    return false;
  }

  /** Whether frames of any partition were. */
  boolean isAnyBehind(long nowMs) {
    for (Told one : told.values()) {
      if (one.isBehind(nowMs)) {
        return true;
      }
    }
    return false;
  }

  /** Tells how many records of a partition are not read yet. */
  public void tell(int partition, long unread, long nowMs) {
    if (unread > MANY) {
      behindAtMs.merge(partition, nowMs, Math::max);
    }
  }

  /** Tells that Kafka does not answer, so that nobody knows what lies on a partition. */
  public void tellUnanswered(int partition, long nowMs) {
    unansweredAtMs.merge(partition, nowMs, Math::max);
  }

  /** When Kafka was last known not to answer, by the wall clock; 0 when it always did. */
  public long unansweredAtMs(int partition) {
    return unansweredAtMs.getOrDefault(partition, 0L);
  }

  /** When a partition was last known to have a backlog, by the wall clock; 0 when it never was. */
  public long behindAtMs(int partition) {
    return behindAtMs.getOrDefault(partition, 0L);
  }
}
