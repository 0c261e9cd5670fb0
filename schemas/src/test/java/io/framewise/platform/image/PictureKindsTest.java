package io.framewise.platform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compares with what src/test/python/picture_fixtures.py took from Pillow. */
class PictureKindsTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  @ParameterizedTest
  @CsvFileSource(resources = "/pictures/pictures.csv")
  void shouldGiveTheSamePixelsAsPillow(String file, String crc) throws IOException {
    CRC32 actual = new CRC32();
    actual.update(RgbImages.bytes(decoder.decode(bytes(file))));

    assertThat(String.format("%08x", actual.getValue())).isEqualTo(crc);
  }

  @Test
  void shouldRefuseAJpegInPrintingColoursByName() throws IOException {
    byte[] cmyk = bytes("cmyk.jpg");

    assertThatThrownBy(() -> decoder.decode(cmyk))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("CMYK")
        .hasMessageContaining("save it as RGB");
  }

  static byte[] bytes(String file) throws IOException {
    try (InputStream input = PictureKindsTest.class.getResourceAsStream("/pictures/" + file)) {
      return input.readAllBytes();
    }
  }
}
