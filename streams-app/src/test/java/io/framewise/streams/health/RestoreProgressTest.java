package io.framewise.streams.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.health.RestoreProgress.Stall;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When restoring counts as stalled. */
class RestoreProgressTest {

  private static final long LIMIT = RestoreProgress.LIMIT.toMillis();
  private static final TopicPartition ONE = new TopicPartition("changelog", 0);
  private static final TopicPartition OTHER = new TopicPartition("changelog", 1);

  private final RestoreProgress progress = new RestoreProgress();

  @Test
  void shouldTellWhatHasNotMovedWithinTheLimit() {
    progress.begin(ONE, 5, 90, 1000);
    progress.moved(ONE, 40, 2000);

    assertThat(progress.stall(2000 + LIMIT - 1)).isEmpty();
    assertThat(progress.stall(2000 + LIMIT)).contains(new Stall(ONE, 40, 90, LIMIT));
  }

  @Test
  void shouldNotCallOneStalledWhileAnotherGetsOn() {
    progress.begin(ONE, 0, 90, 1000);
    progress.begin(OTHER, 0, 90, 1000);
    progress.moved(OTHER, 30, 1000 + LIMIT);

    assertThat(progress.stall(1000 + LIMIT)).isEmpty();
    assertThat(progress.stall(1000 + 2 * LIMIT)).isPresent();
  }

  @Test
  void shouldGiveTheLastOneItsFullTimeWhenTheOthersAreRestored() {
    progress.begin(ONE, 0, 90, 1000);
    progress.begin(OTHER, 0, 90, 1000);
    progress.end(OTHER, 1000 + LIMIT);

    assertThat(progress.stall(1000 + LIMIT)).isEmpty();
    assertThat(progress.stall(1000 + 2 * LIMIT)).contains(new Stall(ONE, 0, 90, LIMIT));
  }

  @Test
  void shouldHaveNothingToTellWhenAllIsRestored() {
    assertThat(progress.stall(LIMIT)).isEmpty();
    progress.begin(ONE, 0, 90, 1000);
    progress.end(ONE, 2000);

    assertThat(progress.stall(2000 + LIMIT)).isEmpty();
  }
}
