package io.framewise.standalone.e2e;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for what will come about by itself. */
final class Patience {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private Patience() {}

  /** Asks again on this thread until the assertion holds or the API is ready. */
  static void untilAsserted(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN)
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(assertion);
  }
}
