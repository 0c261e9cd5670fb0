package io.framewise.platform.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentileTest {

  @Test
  void shouldBeTheValueOfTheNearestRank() {
    List<Long> values = List.of(40L, 10L, 30L, 20L);

    assertThat(Percentile.of(values, 100)).contains(40L);
    assertThat(Percentile.of(values, 76)).contains(40L);
    assertThat(Percentile.of(values, 75)).contains(30L);
    assertThat(Percentile.of(values, 50)).contains(20L);
    assertThat(Percentile.of(values, 0.1)).contains(10L);
  }

  @Test
  void shouldBeNothingOfNothing() {
    assertThat(Percentile.of(List.<Double>of(), 50)).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoPercentage() {
    for (double percent : new double[] {0, -1, 100.1, Double.NaN}) {
      assertThatThrownBy(() -> Percentile.of(List.of(1), percent))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
