package io.framewise.streams.window;

import io.framewise.streams.backlog.Backlogs;

/**
 * Decides whether a source has fallen silent, by the clock of this process; the timestamps of
 * records do not matter. Time counts as silence only while frames of the source could have been
 * read: not while there is a backlog (up to a limit), not while Kafka does not answer, and not
 * while this process or the machine stood still. Confined to the task's thread.
 */
final class Silence {

  /** Two punctuations that are further apart mean that the process stood still. */
  static final long STANDSTILL_MS = 2_000;

  /**
   * The longest time for which a backlog or standstills delay the closing of a silent source's
   * windows, so that they close even under constant load and when punctuations are always late.
   */
  static final long PATIENCE_MS = 60_000;

  private final Backlogs backlogs;
  private final int partition;
  private long nowMs;
  private long countsFromMs;
  private long stoodStillAtMs;

  Silence(Backlogs backlogs, int partition, long startedAtMs) {
    this.backlogs = backlogs;
    this.partition = partition;
    this.nowMs = startedAtMs;
    this.countsFromMs = startedAtMs;
  }

  /** Notes the time of a punctuation. */
  void tick(long toMs) {
    if (toMs - nowMs > STANDSTILL_MS && toMs - stoodStillAtMs > PATIENCE_MS) {
      stoodStillAtMs = toMs;
      countsFromMs = toMs;
    }
    nowMs = toMs;
  }

  /**
   * Whether a source whose last frame came at {@code lastArrivalMs} has been silent for {@code
   * idleMs}.
   */
  boolean lasts(long lastArrivalMs, long idleMs) {
    long silentMs = nowMs - Math.max(lastArrivalMs, countsFromMs);
    return silentMs >= idleMs
        && nowMs - backlogs.unansweredAtMs(partition) >= idleMs
        && (nowMs - backlogs.behindAtMs(partition) >= idleMs || silentMs >= idleMs + PATIENCE_MS);
  }
}
