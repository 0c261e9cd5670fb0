package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormTimerTest {

  @TempDir private Path directory;

  /** A clock by which the actions take so long in turn. */
  static LongSupplier clock(long... durations) {
    long[] state = {0, 0};
    return () -> {
      int call = (int) state[0]++;
      state[1] += call % 2 == 0 ? 0 : durations[call / 2 % durations.length];
      return state[1];
    };
  }

  @Test
  void shouldTakeTheLeastTimeOfEach() {
    long[] least = new FormTimer(clock(9, 40, 7, 50, 8, 60)).least(() -> {}, () -> {});

    assertThat(least).containsExactly(7, 40);
  }

  @Test
  void shouldBeginNoFurtherRoundWhereOneTakesLong() {
    int[] runs = new int[1];

    long[] least = new FormTimer(clock(200_000_000, 100_000_000)).least(() -> runs[0]++, () -> {});

    assertThat(least).containsExactly(200_000_000, 100_000_000);
    assertThat(runs[0]).as("the first of them does not count").isEqualTo(2);
  }

  @Test
  void shouldMeasureAgainWhatIsCalledSlower() {
    Iterator<FormSpeed> measured =
        List.of(
                new FormSpeed(20, 10, 20, 9),
                new FormSpeed(11, 30, 12, 40),
                new FormSpeed(1, 1, 1, 1))
            .iterator();

    FormSpeed speed = FormTimer.surely(measured::next);

    assertThat(speed).as("the least of two").isEqualTo(new FormSpeed(11, 10, 12, 9));
    assertThat(FormTimer.surely(() -> new FormSpeed(13, 10, 13, 10)).slower()).isTrue();
  }

  @Test
  void shouldCallSlowerOnlyWhatIsClearlySlower() {
    assertThat(new FormSpeed(10, 10, 12, 10).slower()).isFalse();
    assertThat(new FormSpeed(13, 10, 13, 10).slower()).isTrue();
  }

  @Test
  void shouldNotAskForTheTimeOfASmallModelSoThatItsFormsAreTheSameEachTime() {
    TinyCheckpoint.write(directory, 1);
    LongSupplier broken =
        () -> {
          throw new IllegalStateException("the time was asked for");
        };

    try (InternVl model =
        InternVl.load(
            Checkpoint.open(directory),
            ComputeOptions.onCpu(ComputeType.FLOAT32, 1),
            new Surroundings(UnaryOperator.identity(), broken, Surroundings.LEAST_TIMED))) {
      assertThat(model.forms()).contains("attention by group");
    }
  }
}
