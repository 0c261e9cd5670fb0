package io.framewise.connectors.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DownscaleTest {

  @ParameterizedTest
  @CsvSource({
    "1280, 1920, 1080, 1280, 720",
    "1280, 1080, 1920, 720, 1280",
    "1280, 1280, 720, 1280, 720",
    "640, 4000, 20, 3200, 16",
    "640, 4000, 16, 4000, 16"
  })
  void shouldKeepTheShapeAndASideThatIsTakenAsAPicture(
      int maxSide, int width, int height, int toWidth, int toHeight) {
    assertThat(Downscale.to(maxSide, width, height)).isEqualTo(new Downscale(toWidth, toHeight));
  }
}
