package io.framewise.streams.api.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.health.Verdict;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

/** What readiness is made of. */
class HealthTest {

  private static final Verdict WELL = new Verdict(true, "workers are there", OptionalInt.of(2));

  @Test
  void shouldSayWhyStateIsNotRestoredAnyFurther() {
    Health.Answer ready =
        new Health(
                () -> State.REBALANCING, () -> WELL, () -> Optional.of("changelog-3 stands still"))
            .ready();

    assertThat(ready.up()).isFalse();
    assertThat(ready.detail())
        .isEqualTo("topology REBALANCING: changelog-3 stands still; workers are there");
  }

  /** One of several threads may be restoring while the others run. */
  @Test
  void shouldNotBeReadyWhileAnyStateStandsStill() {
    assertThat(
            new Health(() -> State.RUNNING, () -> WELL, () -> Optional.of("stands still"))
                .ready()
                .up())
        .isFalse();
    assertThat(new Health(() -> State.RUNNING, () -> WELL, Optional::empty).ready().up()).isTrue();
  }
}
