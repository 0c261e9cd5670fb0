package io.framewise.streams.backlog;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * When results are committed. Readers of committed records see nothing before; and each commit
 * takes the stream thread some ten milliseconds, on three brokers more than a hundred. So one is
 * asked for only when something was sent that somebody waits to read, and only by a task that has
 * read its frames: while it is behind, nothing is asked for and the commits of Kafka Streams' own
 * interval remain. Safe for use by several threads.
 */
public final class CommitPace {

  /** How often it is to be looked whether a commit that had to wait is due. */
  public static final Duration CHECK = Duration.ofMillis(20);

  /** Commits that are asked for take no more than one part in so many of a thread's time. */
  static final int SHARE = 2;

  /** The same while another task is behind, whose thread it may be. */
  static final int SHARE_BESIDE_A_BACKLOG = 10;

  private final long leastMs;
  private final Backlogs backlogs;
  private final Commits commits;

  /**
   * A pace for a topology.
   *
   * @param least time from one commit to the next that is asked for
   */
  public CommitPace(Duration least, Backlogs backlogs, Commits commits) {
    this.leastMs = least.toMillis();
    this.backlogs = backlogs;
    this.commits = commits;
  }

  /** A task has sent something that somebody waits to read. */
  public void await(ProcessingContext context) {
    commits.ofThisThread().await(context.taskId().partition());
    check(context);
  }

  /** Asks for a commit where one is awaited and due. */
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
