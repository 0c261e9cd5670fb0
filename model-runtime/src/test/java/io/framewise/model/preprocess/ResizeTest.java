package io.framewise.model.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compares with checksums that src/test/python/resize_fixtures.py took from Pillow. */
class ResizeTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/preprocess/resize.csv")
  void shouldEqualPillowToTheLastBit(
      String kind, int seed, String size, String newSize, String crc) {
    int[] to = PatternPicture.sides(newSize);
    BufferedImage resized = RgbImages.create(to[0], to[1]);

    Bicubic.resize(
        PatternPicture.of(kind, seed, size),
        List.of(new Bicubic.Target(to[0], to[1], new PictureWriter(resized))));

    CRC32 actual = new CRC32();
    actual.update(RgbImages.bytes(resized));
    assertThat(String.format("%08x", actual.getValue())).isEqualTo(crc);
  }
}
