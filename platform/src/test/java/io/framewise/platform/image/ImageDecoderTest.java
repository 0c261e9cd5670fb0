package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.testing.Pictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  @Test
  void shouldDecodeToRgbWhenThePictureIsGood() {
    BufferedImage image = decoder.decode(Pictures.jpeg(64, 48));

    assertThat(RgbImages.bytes(image)).hasSize(3 * 64 * 48);
    assertThat(new Color(image.getRGB(0, 0)).getRed()).isGreaterThan(200);
    assertThat(new Color(image.getRGB(32, 24)).getBlue()).isGreaterThan(200);
  }

  @Test
  void shouldDropAlphaWithoutBlendingWhenThereIsAny() throws IOException {
    BufferedImage transparent = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    transparent.setRGB(3, 3, 0x00FF8040);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(transparent, "png", png);

    assertThat(decoder.decode(png.toByteArray()).getRGB(3, 3) & 0xFFFFFF).isEqualTo(0xFF8040);
  }

  @Test
  void shouldRefuseAPictureThatIsCutOffWhereverItEnds() {
    assertCutOffRefused(Pictures.jpeg(200, 150));
    assertCutOffRefused(Pictures.png(200, 150));
  }

  @Test
  void shouldRefuseWhatIsNoPicture() {
    assertRefused("hello, I am a text".getBytes(StandardCharsets.UTF_8), "not-an-image");
    assertRefused(new byte[0], "empty-file");
    assertRefused(new byte[ImageLimits.DEFAULT.maxBytes() + 1], "too-large");
  }

  @Test
  void shouldRefuseABombByItsHeaderBeforeAnythingIsAllocated() {
    assertRefused(Pictures.pngHeader(20_000, 20_000), "too-many-pixels");
    assertRefused(Pictures.pngHeader(16_385, 16), "too-many-pixels");
    assertRefused(Pictures.pngHeader(15, 400), "too-small");
  }

  private void assertCutOffRefused(byte[] whole) {
    for (int tenth = 1; tenth < 10; tenth++) {
      assertRefused(Arrays.copyOf(whole, whole.length * tenth / 10), "truncated-image");
    }
  }

  private void assertRefused(byte[] bytes, String category) {
    assertThatThrownBy(() -> decoder.decode(bytes))
        .isInstanceOf(BadImageException.class)
        .extracting(e -> ((BadImageException) e).category())
        .isEqualTo(category);
  }
}
