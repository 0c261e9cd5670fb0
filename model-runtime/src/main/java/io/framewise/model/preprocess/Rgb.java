package io.framewise.model.preprocess;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * 8-bit pixels, one int each: red in bits 16 to 23, green in 8 to 15, blue in 0 to 7.
 *
 * @param width pixels a row
 * @param height rows
 * @param pixels row-major
 */
@SuppressWarnings(
    "ArrayRecordComponent") // pixels: never compared, never changed after they are made
record Rgb(int width, int height, int[] pixels) {

  /** The pixels of an image of type {@link BufferedImage#TYPE_INT_RGB}, shared with it. */
  static Rgb of(BufferedImage image) {
    if (image.getType() != BufferedImage.TYPE_INT_RGB) {
      throw new IllegalArgumentException("an image of type " + image.getType() + ", not INT_RGB");
    }
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    return new Rgb(image.getWidth(), image.getHeight(), pixels);
  }

  int pixel(int x, int y) {
    return pixels[y * width + x];
  }
}
