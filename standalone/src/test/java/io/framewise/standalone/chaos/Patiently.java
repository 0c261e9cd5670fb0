package io.framewise.standalone.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for what comes about by itself, on a machine that may have much else to do. */
final class Patiently {

  private static final Duration BETWEEN = Duration.ofMillis(200);

  private Patiently() {}

  /** Asks again on this thread until it is so; what is away meanwhile may throw. */
  static void until(Duration limit, Callable<Boolean> condition) {
    waiting(limit).ignoreExceptions().until(condition);
  }

  /** The same of an assertion. */
  static void untilAsserted(Duration limit, ThrowingRunnable assertion) {
    waiting(limit).ignoreExceptions().untilAsserted(assertion);
  }

  /** For an outage whose length is what is tried. */
  static void letPass(Duration time) {
    Awaitility.await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
  }

  private static ConditionFactory waiting(Duration limit) {
    return Awaitility.await()
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN)
        .pollInSameThread();
  }
}
