package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One record in a hundred is poison, every other ten seconds, for ten minutes. */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class PoisonProof {

  private static final int SECONDS = 600;
  private static final int SPAN = 10;

  /** Of the p95 of the others beside poison to the p95 without any. */
  private static final double MOST = 1.1;

  @Test
  void shouldBuryPoisonAndCostTheOthersNothing() throws Exception {
    Path directory = WorkPlace.fresh("poison");
    int warmUp = 2 * SPAN;
    LongPredicate poisoned = second -> second >= warmUp && second / SPAN % 2 == 1;
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
        Brokers brokers = Brokers.start(directory, 1)) {
      Site site = Site.on(brokers, registry.url(), "poison");
      try (EventTimes times = EventTimes.follow(site);
          Work work = new Work(site, directory, poisoned)) {
        work.cameras().runOn(SECONDS);
        work.requireOutcome();
        Latencies latencies = work.latencies(times.arrivals(), warmUp, poisoned);
        work.say(latencies);
        assertThat(latencies.ratio()).as(latencies.toString()).isLessThanOrEqualTo(MOST);
      }
    }
  }
}
