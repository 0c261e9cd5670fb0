package io.framewise.lab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegsTest {

  @ParameterizedTest
  @ValueSource(ints = {4 * 1024, 10 * 1024, 100 * 1024})
  void shouldMakeRealPicturesOfTheWishedSize(int bytes) {
    byte[][] pictures = Jpegs.ofAbout(bytes, 2);

    assertThat(pictures[0]).isNotEqualTo(pictures[1]);
    for (byte[] picture : pictures) {
      assertThat(picture.length).isCloseTo(bytes, Percentage.withPercentage(5));
      assertThat(ImageProbe.of(picture, ImageLimits.DEFAULT).format()).isEqualTo(ImageFormat.JPEG);
    }
  }
}
