package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@link ImageFuzzProof}, in which time decides nothing. */
class FuzzTest {

  private static final ImageLimits PATIENT = withTime(Duration.ofMinutes(5));

  @ParameterizedTest
  @EnumSource
  void shouldEndEveryMutantInAPictureOrARefusal(ImageFormat format) throws IOException {
    FuzzRun.Result result = FuzzRun.of(format, 300, PATIENT);

    assertThat(result.decoded()).as("some mutants are still good").isPositive();
    assertThat(result.refused()).as("others are not").isPositive();
  }

  private static ImageLimits withTime(Duration time) {
    ImageLimits usual = ImageLimits.DEFAULT;
    return new ImageLimits(
        usual.maxBytes(),
        2_000_000,
        usual.minSide(),
        usual.maxSide(),
        usual.maxAspect(),
        usual.maxDecoderBytes(),
        usual.maxPasses(),
        time);
  }
}
