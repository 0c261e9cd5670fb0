package io.framewise.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.WindowSpec;
import org.junit.jupiter.api.Test;

class WindowTimesTest {

  @Test
  void shouldGiveOneWindowWhenTheHopIsTheSize() {
    assertThat(WindowTimes.starts(spec(4000, 4000), 3999)).containsExactly(0L);
    assertThat(WindowTimes.starts(spec(4000, 4000), 4000)).containsExactly(4000L);
  }

  @Test
  void shouldGiveEveryWindowThatHoldsTheTimeWhenTheyOverlap() {
    assertThat(WindowTimes.starts(spec(4000, 1000), 4500))
        .containsExactly(1000L, 2000L, 3000L, 4000L);
    assertThat(WindowTimes.starts(spec(5000, 2000), 4999)).containsExactly(0L, 2000L, 4000L);
    assertThat(WindowTimes.starts(spec(5000, 2000), 5000)).containsExactly(2000L, 4000L);
  }

  @Test
  void shouldFindTheSegmentWhenTheTimeIsOnItsBoundary() {
    assertThat(WindowTimes.segment(1000, 5000, 4, 1000)).isZero();
    assertThat(WindowTimes.segment(1000, 5000, 4, 1999)).isZero();
    assertThat(WindowTimes.segment(1000, 5000, 4, 2000)).isEqualTo(1);
    assertThat(WindowTimes.segment(1000, 5000, 4, 4999)).isEqualTo(3);
  }

  @Test
  void shouldBeNearestWhenTheTimeIsTheCentre() {
    assertThat(WindowTimes.distanceFromCentre(0, 4000, 4, 1500)).isZero();
    assertThat(WindowTimes.distanceFromCentre(0, 4000, 4, 1499))
        .isEqualTo(WindowTimes.distanceFromCentre(0, 4000, 4, 1501))
        .isPositive();
  }

  private static WindowSpec spec(long size, long hop) {
    return WindowSpec.newBuilder().setSizeMs(size).setHopMs(hop).setFrames(4).build();
  }
}
