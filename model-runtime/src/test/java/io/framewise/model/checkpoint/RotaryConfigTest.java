package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RotaryConfigTest {

  private final RotaryConfig rotary = new RotaryConfig(1e6, 32_768, 2);

  @Test
  void shouldChangeNothingUpToTheTrainedLength() {
    assertThat(rotary.base(1, 128)).isEqualTo(1e6);
    assertThat(rotary.base(32_768, 128)).isEqualTo(1e6);
  }

  @Test
  void shouldStretchTheBaseBeyond() {
    // At twice the length the text is 2 * 2 - 1 times as long as the base is made for.
    assertThat(rotary.base(65_536, 128)).isCloseTo(1e6 * Math.pow(3, 128 / 126.0), within(1e-3));
    assertThat(rotary.base(32_769, 128)).isGreaterThan(1e6);
  }

  @Test
  void shouldEndWhereTheScalingDoes() {
    assertThat(rotary.longest()).isEqualTo(65_536);
    assertThat(new RotaryConfig(1e6, 32_768, 1).longest()).isEqualTo(32_768);
  }
}
