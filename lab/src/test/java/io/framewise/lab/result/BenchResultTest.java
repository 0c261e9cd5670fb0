package io.framewise.lab.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchResultTest {

  @Test
  void shouldCountAShorterTimeAsBetter() {
    BenchResult result = BenchResult.ofTime("resize", 20, 50, "ms", Map.of("tiles", 9));

    assertThat(result.json())
        .isEqualTo(
            "{\"name\":\"resize\",\"ours\":20.0,\"baseline\":50.0,\"ratio\":2.5,\"unit\":\"ms\",\"tiles\":9}");
  }

  @Test
  void shouldCountAHigherRateAsBetter() {
    assertThat(BenchResult.ofRate("frames", 300, 200, "1/s", Map.of()).ratio()).isEqualTo(1.5);
  }

  @Test
  void shouldSayNullWhereNothingWasCompared() {
    BenchResult result = BenchResult.ofTime("model", 1.23456, Double.NaN, "s", Map.of());

    assertThat(result.json())
        .isEqualTo(
            "{\"name\":\"model\",\"ours\":1.235,\"baseline\":null,\"ratio\":null,\"unit\":\"s\"}");
  }
}
