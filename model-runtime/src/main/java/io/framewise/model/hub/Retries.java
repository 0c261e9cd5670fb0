package io.framewise.model.hub;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the tries of one thing and waits between them, each time twice as long. */
final class Retries {

  /** One try. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws HubException, InterruptedException;
  }

  static final int MOST = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Pause pause;
  private final int most;
  private int failed;

  /** At most {@code most} tries in a row. */
  Retries(Pause pause, int most) {
    this.pause = pause;
    this.most = most;
  }

  /** Tries until it succeeds. */
  <T> T run(Attempt<T> attempt) throws InterruptedException {
    while (true) {
      try {
        return attempt.run();
      } catch (HubException e) {
        waitAfter(e);
      }
    }
  }

  /** Something has arrived, so the next failure is the first again. */
  void progressed() {
    failed = 0;
  }

  private void waitAfter(HubException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    failed++;
    Duration wait = e.retryAfter().orElse(Duration.ofSeconds(1L << (failed - 1)));
    if (!e.worthAnother() || failed >= most || wait.compareTo(LONGEST) > 0) {
      throw e.last(failed);
    }
    LOG.warn("{}; trying again in {} s", e.getMessage(), wait.toSeconds());
    pause.last(wait);
  }
}
