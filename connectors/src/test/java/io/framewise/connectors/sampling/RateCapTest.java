package io.framewise.connectors.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RateCapTest {

  private static final long SECOND = 1_000_000;

  private static long admitted(RateCap cap, LongStream times) {
    return times.filter(cap::admits).count();
  }

  @Test
  void shouldAdmitEverythingWhenThereIsNoCap() {
    assertThat(admitted(new RateCap(0), LongStream.range(0, 100))).isEqualTo(100);
  }

  @Test
  void shouldAdmitOneEachIntervalUpToTheRoundingOfContainers() {
    RateCap cap = new RateCap(5);

    assertThat(cap.admits(0)).isTrue();
    assertThat(cap.admits(198_999)).isFalse();
    assertThat(cap.admits(199_000)).isTrue();
  }

  @Test
  void shouldNotLoseRateToFramesThatDoNotFallOnTheGrid() {
    LongStream thirtyASecond = LongStream.range(0, 300).map(i -> i * SECOND / 30);

    assertThat(admitted(new RateCap(25), thirtyASecond)).isEqualTo(250);
  }

  @Test
  void shouldNotLetABurstThroughAfterAGap() {
    RateCap cap = new RateCap(5);
    cap.admits(0);

    assertThat(admitted(cap, LongStream.of(10 * SECOND, 10 * SECOND + 1, 10 * SECOND + 2)))
        .isEqualTo(1);
  }
}
