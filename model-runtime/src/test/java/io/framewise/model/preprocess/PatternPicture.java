package io.framewise.model.preprocess;

import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;

/** The pictures of src/test/python/resize_fixtures.py, from the same formula. */
final class PatternPicture {

  private PatternPicture() {}

  /** A picture of {@code noise} or of {@code edges}; {@code size} as in 640x480. */
  static BufferedImage of(String kind, int seed, String size) {
    int[] sides = sides(size);
    int width = sides[0];
    BufferedImage image = RgbImages.create(width, sides[1]);
    byte[] bytes = RgbImages.bytes(image);
    for (int i = 0; i < bytes.length; i++) {
      int pixel = i / 3;
      int cell = (pixel / width / 7) * 131 + (pixel % width / 5) * 3 + i % 3 + seed;
      bytes[i] = (byte) (kind.equals("noise") ? mix(i + seed * 1000003) : (mix(cell) & 1) * 255);
    }
    return image;
  }

  static int[] sides(String size) {
    return Stream.of(size.split("x", 2)).mapToInt(Integer::parseInt).toArray();
  }

  /** A 32-bit hash. */
  static int mix(int value) {
    int mixed = (value ^ (value >>> 16)) * 0x7FEB352D;
    mixed = (mixed ^ (mixed >>> 15)) * 0x846CA68B;
    return mixed ^ (mixed >>> 16);
  }
}
