package io.framewise.streams.store;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Commits before the commit interval is over when somebody waits for what was written: a request
 * and an event are readable only once they are committed, so each would wait for half an interval
 * on average. Half an interval lies between two early commits at least, since each costs the thread
 * some milliseconds. Confined to its task's thread.
 */
public final class EarlyCommit {

  private final ProcessingContext context;
  private final long apartMs;
  private long lastMs;

  /** Early commits of a task of {@code context} that commits every {@code interval} anyway. */
  public EarlyCommit(ProcessingContext context, Duration interval) {
    this.context = context;
    this.apartMs = interval.toMillis() / 2;
  }

  /** Asks for a commit after the record in hand, unless there was one just now. */
  public void request() {
    long now = context.currentSystemTimeMs();
    if (now - lastMs >= apartMs) {
      lastMs = now;
      context.commit();
    }
  }
}
