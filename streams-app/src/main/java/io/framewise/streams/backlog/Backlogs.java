package io.framewise.streams.backlog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions of the frames topics have frames that this process has not read yet. It is found
 * from Kafka's offsets and answers and does not depend on the clocks of producers. Safe for use by
 * several threads.
 */
public final class Backlogs {

  /** This many records are read in less than a second, so fewer are no backlog. */
  private static final long MANY = 500;

  /** This many records may be on their way from Kafka to a task that keeps up. */
  private static final long FEW = 50;

  /** A partition that was not reported for this long is read by another process now. */
  private static final long TOLD_MS = 10_000;

  private record Told(long unread, long atMs) {

    boolean isBehind(long nowMs) {
      return unread > FEW && nowMs - atMs < TOLD_MS;
    }
  }

  private final Map<TopicPartition, Told> told = new ConcurrentHashMap<>();
  private final Map<Integer, Long> behindAtMs = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unansweredAtMs = new ConcurrentHashMap<>();

  /** Reports how many records of a partition of a frames topic are not read yet. */
  void tell(TopicPartition partition, long unread, long nowMs) {
    told.put(partition, new Told(unread, nowMs));
    tell(partition.partition(), unread, nowMs);
  }

  /** Whether frames of a partition were waiting to be read at the last report. */
  boolean isBehind(int partition, long nowMs) {
    for (Map.Entry<TopicPartition, Told> one : told.entrySet()) {
      if (one.getKey().partition() == partition && one.getValue().isBehind(nowMs)) {
        return true;
      }
    }
    return false;
  }

  /** Whether frames of any partition were waiting to be read at the last report. */
  boolean isAnyBehind(long nowMs) {
    for (Told one : told.values()) {
      if (one.isBehind(nowMs)) {
        return true;
      }
    }
    return false;
  }

  /** Reports how many records of a partition are not read yet. */
  public void tell(int partition, long unread, long nowMs) {
    if (unread > MANY) {
      behindAtMs.merge(partition, nowMs, Math::max);
    }
  }

  /** Reports that Kafka does not answer, so that it is not known what is on a partition. */
  public void tellUnanswered(int partition, long nowMs) {
    unansweredAtMs.merge(partition, nowMs, Math::max);
  }

  /** The wall-clock time at which Kafka was last known not to answer; 0 if it always has. */
  public long unansweredAtMs(int partition) {
    return unansweredAtMs.getOrDefault(partition, 0L);
  }

  /**
   * The wall-clock time at which a partition was last known to have a backlog; 0 if it never had
   * one.
   */
  public long behindAtMs(int partition) {
    return behindAtMs.getOrDefault(partition, 0L);
  }
}
