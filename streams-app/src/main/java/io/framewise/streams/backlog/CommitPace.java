package io.framewise.streams.backlog;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Decides when results are committed. Readers of committed records see results only after a commit,
 * but each commit takes the stream thread about ten milliseconds, with three brokers more than a
 * hundred. So a task asks for a commit only when it has sent something that somebody waits to read
 * and is not behind with its frames. Otherwise results are committed at Kafka Streams' own
 * interval. Safe for use by several threads.
 */
public final class CommitPace {

  /** How often to check whether a commit that had to wait is due. */
  public static final Duration CHECK = Duration.ofMillis(20);

  /** Commits that are asked for take at most one part in this many of a thread's time. */
  static final int SHARE = 2;

  /** The same while another task is behind, since that task may run on the same thread. */
  static final int SHARE_BESIDE_A_BACKLOG = 10;

  private final long leastMs;
  private final Backlogs backlogs;
  private final Commits commits;

  /**
   * A pace for a topology.
   *
   * @param least shortest time between two commits that are asked for
   */
  public CommitPace(Duration least, Backlogs backlogs, Commits commits) {
    this.leastMs = least.toMillis();
    this.backlogs = backlogs;
    this.commits = commits;
  }

  /** Notes that a task has sent something that somebody waits to read. */
  public void await(ProcessingContext context) {
    commits.ofThisThread().await(context.taskId().partition());
    check(context);
  }

  /** Asks for a commit if one is awaited and due. */
  public void check(ProcessingContext context) {
    Commits.OfThread thread = commits.ofThisThread();
    int partition = context.taskId().partition();
    long nowMs = context.currentSystemTimeMs();
    if (thread.isAwaited(partition)
        && nowMs - thread.beganAtMs() >= apartMs(thread, nowMs)
        && !backlogs.isBehind(partition, nowMs)) {
      thread.begin(nowMs);
      context.commit();
    }
  }

  private long apartMs(Commits.OfThread thread, long nowMs) {
    int share = backlogs.isAnyBehind(nowMs) ? SHARE_BESIDE_A_BACKLOG : SHARE;
    return Math.max(leastMs, share * thread.tookMs());
  }
}
