package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The only broker stops and comes back on its data. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class BrokerAwayProof {

  private static final int STOPS = 8;

  @ParameterizedTest
  @ValueSource(
      longs = {
        // Longer than Kafka's clients wait for a broker with one call, a minute.
        70,
        // Longer than they keep a record that they cannot send, two minutes, and longer than a
        // member may do nothing before it leaves its group, five.
        330
      })
  void shouldGoOnByItselfWhenTheOnlyBrokerWasAway(long seconds) throws Exception {
    Path directory = WorkPlace.fresh("broker-away-" + seconds);
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
        Brokers brokers = Brokers.start(directory, 1);
        Work work = new Work(Site.on(brokers, registry.url(), "away-" + seconds), directory)) {
      brokers.stop(0);
      Patiently.letPass(Duration.ofSeconds(seconds));
      work.say("the broker was away for " + seconds + " s");
      brokers.start(0);
      work.cameras().runOn(10);
      work.requireOutcome();
      assertThat(work.app().isAlive()).as("the app, which was started once").isTrue();
    }
  }

  /**
   * A broker that stops in the middle of a commit may leave it half ended, for the next start of
   * the app to end: often enough for some of these stops.
   */
  @Test
  void shouldStartAnewWhateverAStoppingBrokerLeftHalfEnded() throws Exception {
    Path directory = WorkPlace.fresh("broker-stops");
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
        Brokers brokers = Brokers.start(directory, 1);
        Work work = new Work(Site.on(brokers, registry.url(), "stops"), directory)) {
      for (int i = 0; i < STOPS; i++) {
        work.cameras().runOn(5);
        brokers.stop(0);
        work.app().kill();
        brokers.start(0);
        brokers.awaitAll();
        work.app().start();
        work.app().awaitReady();
        work.say("broker and app are back");
      }
      work.cameras().runOn(5);
      work.requireOutcome();
    }
  }
}
