package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compares with what the scripts in src/test/python took from Pillow. */
class PictureKindsTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  @ParameterizedTest
  @CsvFileSource(resources = "/pictures/pictures.csv")
  void shouldGiveTheSamePixelsAsPillow(String file, String crc) throws IOException {
    CRC32 actual = new CRC32();
    actual.update(RgbImages.bytes(decoder.decode(bytes(file))));

    assertThat(String.format("%08x", actual.getValue())).isEqualTo(crc);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/pictures/camera-pictures.csv")
  void shouldGiveTheSamePixelsAsPillowForWhatCamerasWrite(String file, int width, String crc)
      throws IOException {
    BufferedImage image = decoder.decode(bytes(file));
    ImageProbe probe = ImageProbe.of(bytes(file), ImageLimits.DEFAULT);
    CRC32 actual = new CRC32();
    actual.update(RgbImages.bytes(image));

    assertThat(String.format("%08x", actual.getValue())).isEqualTo(crc);
    assertThat(List.of(image.getWidth(), probe.width())).containsOnly(width);
    assertThat(probe.height()).isEqualTo(image.getHeight());
  }

  @Test
  void shouldRefuseAJpegInPrintingColoursByName() throws IOException {
    byte[] cmyk = bytes("cmyk.jpg");

    assertThatThrownBy(() -> decoder.decode(cmyk))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("CMYK")
        .hasMessageContaining("save it as RGB");
  }

  @Test
  void shouldNotApplyTheProfileOfAWebp() throws IOException {
    CRC32 actual = new CRC32();
    actual.update(RgbImages.bytes(decoder.decode(bytes("fault-profile.webp"))));

    assertThat(String.format("%08x", actual.getValue())).isEqualTo("a5adab41");
  }

  static String text(String resource) throws IOException {
    try (InputStream input = PictureKindsTest.class.getResourceAsStream(resource)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static byte[] bytes(String file) throws IOException {
    try (InputStream input = PictureKindsTest.class.getResourceAsStream("/pictures/" + file)) {
      return input.readAllBytes();
    }
  }
}
