package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The only broker stops and comes back on its data. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class BrokerAwayProof {

  /** Longer than Kafka's clients wait for a broker with one call, a minute. */
  private static final Duration AWAY = Duration.ofSeconds(70);

  @Test
  void shouldGoOnByItselfWhenTheOnlyBrokerWasAway() throws Exception {
    Path directory = WorkPlace.fresh("broker-away");
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
        Brokers brokers = Brokers.start(directory, 1);
        Work work = new Work(Site.on(brokers, registry.url(), "away"), directory)) {
      brokers.stop(0);
      Patiently.letPass(AWAY);
      work.say("the broker was away for " + AWAY.toSeconds() + " s");
      brokers.start(0);
      work.cameras().runOn(10);
      work.requireOutcome();
      assertThat(work.app().isAlive()).as("the app, which was started once").isTrue();
    }
  }
}
