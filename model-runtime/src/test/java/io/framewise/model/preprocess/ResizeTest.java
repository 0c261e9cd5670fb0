package io.framewise.model.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compares with checksums that src/test/python/resize_fixtures.py took from Pillow. */
class ResizeTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/preprocess/resize.csv")
  void shouldEqualPillowToTheLastBit(
      String kind, int seed, String size, String newSize, String crc) {
    int[] to = sides(newSize);
    Rgb resized = Bicubic.resize(picture(kind, seed, sides(size)), to[0], to[1]);

    assertThat(resized.width()).isEqualTo(to[0]);
    assertThat(resized.height()).isEqualTo(to[1]);
    assertThat(String.format("%08x", crc(resized))).isEqualTo(crc);
  }

  private static int[] sides(String size) {
    return Stream.of(size.split("x", 2)).mapToInt(Integer::parseInt).toArray();
  }

  private static Rgb picture(String kind, int seed, int[] size) {
    int width = size[0];
    int height = size[1];
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int cell = (i / width / 7) * 131 + (i % width / 5) * 3 + channel + seed;
        int level =
            kind.equals("noise")
                ? mix(i * 3 + channel + seed * 1000003) & 0xFF
                : (mix(cell) & 1) * 255;
        pixels[i] = pixels[i] << 8 | level;
      }
    }
    return new Rgb(width, height, pixels);
  }

  private static int mix(int value) {
    int mixed = (value ^ (value >>> 16)) * 0x7FEB352D;
    mixed = (mixed ^ (mixed >>> 15)) * 0x846CA68B;
    return mixed ^ (mixed >>> 16);
  }

  private static long crc(Rgb image) {
    CRC32 crc = new CRC32();
    for (int pixel : image.pixels()) {
      crc.update(pixel >> 16 & 0xFF);
      crc.update(pixel >> 8 & 0xFF);
      crc.update(pixel & 0xFF);
    }
    return crc.getValue();
  }
}
