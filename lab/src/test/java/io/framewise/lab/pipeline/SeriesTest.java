package io.framewise.lab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SeriesTest {

  private static Series of(double... values) {
    Series series = new Series();
    DoubleStream.of(values).forEach(series::add);
    return series;
  }

  @Test
  void shouldTakeTheNearestRank() {
    Series series = of(30, 10, 20, 40);

    assertThat(series.percentile(99)).isEqualTo(40);
    assertThat(series.percentile(75)).isEqualTo(30);
    assertThat(series.percentile(1)).isEqualTo(10);
    assertThat(series.median()).isEqualTo(20);
    assertThat(of().median()).isNaN();
  }

  @Test
  void shouldFindTheSlopeThroughNoise() {
    assertThat(of(1, 3, 5, 7).slope()).isCloseTo(2, within(1e-9));
    assertThat(of(5, 4, 6, 5).slope()).isCloseTo(0.2, within(1e-9));
    assertThat(of(9).slope()).isZero();
  }

  @Test
  void shouldHalveByOrderOfArrival() {
    assertThat(of(4, 3, 2, 1, 0).secondHalf().values()).containsExactly(2.0, 1.0, 0.0);
  }
}
