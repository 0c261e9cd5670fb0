package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamTimelineTest {

  private static final long STEP = 40_000;
  private static final int SEEDS = 300;

  private static List<Long> offsets(List<Long> timestamps) {
    StreamTimeline timeline = new StreamTimeline(25);
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < timestamps.size(); i++) {
      long following =
          i + 1 < timestamps.size() ? timestamps.get(i + 1) : StreamTimeline.NO_TIMESTAMP;
      offsets.add(timeline.next(timestamps.get(i), following, 0));
    }
    return offsets;
  }

  private static List<Long> times(long... millis) {
    List<Long> times = new ArrayList<>();
    for (long time : millis) {
      times.add(time * 1000);
    }
    return times;
  }

  /** Growing timestamps with pauses of up to a minute, from anywhere. */
  private static List<Long> growing(Random random, int count) {
    List<Long> timestamps = new ArrayList<>();
    long at = random.nextInt(1_000_000_000) - 500_000_000L;
    for (int i = 0; i < count; i++) {
      timestamps.add(at);
      at +=
          random.nextInt(20) == 0
              ? random.nextInt(60_000_000) + 5_000
              : 5_000 + random.nextInt(95_000);
    }
    return timestamps;
  }

  private static void assertGrows(List<Long> offsets) {
    for (int i = 1; i < offsets.size(); i++) {
      assertThat(offsets.get(i)).isGreaterThan(offsets.get(i - 1));
    }
  }

  @Test
  void shouldLastAsLongAsItsLastPictureIsSaidToStand() {
    assertThat(length(0, 3_000_000)).isEqualTo(3_040_000);
    assertThat(length(3_000_000, 0)).as("told of one before it").isEqualTo(3_000_000);
    assertThat(length(0, 10)).as("less than a step").isEqualTo(80_000);
    assertThat(length(0, StreamTimeline.NO_TIMESTAMP)).as("not told").isEqualTo(80_000);
    assertThat(length(0, Long.MAX_VALUE)).as("not believed").isEqualTo(80_000);
  }

  /** Of pictures one step apart that are said to stand so long. */
  private static long length(long first, long second) {
    StreamTimeline timeline = new StreamTimeline(25);
    timeline.next(0, STEP, first);
    timeline.next(STEP, StreamTimeline.NO_TIMESTAMP, second);
    return timeline.length();
  }

  @Test
  void shouldTakeGrowingTimestampsAsTheyAre() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Long> timestamps = growing(new Random(seed), 100);

      assertThat(offsets(timestamps))
          .isEqualTo(timestamps.stream().map(t -> t - timestamps.get(0)).toList());
    }
  }

  @Test
  void shouldLeaveAllOtherPicturesWhereTheyAreWhenSomeRepeatOrStepBack() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Long> timestamps = growing(random, 100);
      List<Long> faulty = new ArrayList<>(timestamps);
      // Never the first one, and never two in a row: the next one is right again.
      for (int i = 1; i < 99; i += 2 + random.nextInt(10)) {
        long before = timestamps.get(i - 1);
        faulty.set(i, before - (random.nextBoolean() ? 0 : random.nextInt((int) STEP)));
      }

      List<Long> offsets = offsets(faulty);

      assertGrows(offsets);
      for (int i = 0; i < 100; i++) {
        if (faulty.get(i).equals(timestamps.get(i))) {
          assertThat(offsets.get(i)).isEqualTo(timestamps.get(i) - timestamps.get(0));
        }
      }
    }
  }

  @Test
  void shouldLeaveAllOtherPicturesWhereTheyAreWhenOneIsFarOff() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Long> timestamps = growing(random, 60);
      List<Long> faulty = new ArrayList<>(timestamps);
      int stray = 1 + random.nextInt(58);
      long far = 200_000_000L + random.nextInt(1_000_000_000);
      faulty.set(stray, timestamps.get(stray) + (random.nextBoolean() ? far : -far));

      List<Long> offsets = offsets(faulty);

      assertGrows(offsets);
      for (int i = 0; i < 60; i++) {
        if (i != stray) {
          assertThat(offsets.get(i)).isEqualTo(timestamps.get(i) - timestamps.get(0));
        }
      }
    }
  }

  @Test
  void shouldGrowWhateverComes() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Long> timestamps = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        timestamps.add(
            switch (random.nextInt(5)) {
              case 0 -> random.nextLong();
              case 1 -> StreamTimeline.NO_TIMESTAMP;
              case 2 -> 1000L * random.nextInt(10_000);
              default -> i * STEP;
            });
      }

      assertGrows(offsets(timestamps));
    }
  }

  @Test
  void shouldCatchUpAfterABurstOfEqualTimestamps() {
    List<Long> timestamps = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (int k = 0; k < 100; k++) {
        timestamps.add(i * 4_000_000L);
      }
    }

    List<Long> offsets = offsets(timestamps);

    assertGrows(offsets);
    for (int i = 0; i < 10; i++) {
      assertThat(offsets.get(100 * i)).isEqualTo(i * 4_000_000L);
    }
  }

  @Test
  void shouldGoOnOneStepBehindTheLastPictureWhenTheStreamBeginsAnew() {
    assertThat(offsets(times(1400, 1440, 1480, 1520, 1560, 1400, 1440, 1480)))
        .isEqualTo(times(0, 40, 80, 120, 160, 200, 240, 280));
    assertThat(offsets(times(0, 40, 5_000_000, 5_000_040))).isEqualTo(times(0, 40, 80, 120));
  }

  @Test
  void shouldGoOnByStepsWhereTheStreamTellsNoTime() {
    long none = StreamTimeline.NO_TIMESTAMP;

    assertThat(offsets(List.of(none, none, 7_000_000L, 7_040_000L)))
        .isEqualTo(times(0, 40, 80, 120));
    assertThat(offsets(List.of(0L, none, 80_000L))).isEqualTo(times(0, 40, 80));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e9, 1e-9})
  void shouldKeepToSaneStepsWhateverRateIsSaid(double rate) {
    StreamTimeline timeline = new StreamTimeline(rate);
    timeline.next(StreamTimeline.NO_TIMESTAMP, StreamTimeline.NO_TIMESTAMP, 0);

    assertThat(timeline.length()).isBetween(1_000L, 10_000_000L);
  }

  @Test
  void shouldSayThatItIsNotContinuousOnlyAfterANewBeginning() {
    StreamTimeline repeats = new StreamTimeline(25);
    times(0, 40, 40, 80).forEach(t -> repeats.next(t, t, 0));
    StreamTimeline anew = new StreamTimeline(25);
    times(0, 40, 80, 120, 160, 200, 0).forEach(t -> anew.next(t, t, 0));

    assertThat(repeats.continuous()).isTrue();
    assertThat(anew.continuous()).isFalse();
  }
}
