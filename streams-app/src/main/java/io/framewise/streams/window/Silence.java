package io.framewise.streams.window;

import io.framewise.streams.backlog.Backlogs;

/**
 * Whether a source has fallen silent: by the clock of this process, whatever clocks its own or
 * others' records have. Its silence counts while what it sends can come: not while its frames may
 * lie unread on their topic, within reason; not while Kafka answers no fetch; and not while this
 * process, or the machine, stood still. Confined to the task's thread.
 */
final class Silence {

  /** Punctuations that lie further apart say that the process stood still. */
  static final long STANDSTILL_MS = 2_000;

  /**
   * Under a load that never ends a silent source's windows close all the same, and in a process
   * whose punctuations are always late.
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

  /** The clock goes on. */
  void tick(long toMs) {
    if (toMs - nowMs > STANDSTILL_MS && toMs - stoodStillAtMs > PATIENCE_MS) {
      stoodStillAtMs = toMs;
      countsFromMs = toMs;
    }
    nowMs = toMs;
  }

  /** Whether a source of which the last frame came at a time has been silent for so long. */
  boolean lasts(long lastArrivalMs, long idleMs) {
    long silentMs = nowMs - Math.max(lastArrivalMs, countsFromMs);
    return silentMs >= idleMs
        && nowMs - backlogs.unansweredAtMs(partition) >= idleMs
        && (nowMs - backlogs.behindAtMs(partition) >= idleMs || silentMs >= idleMs + PATIENCE_MS);
  }
}
