package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Copies samples as they are stored, as Pillow does. Java's own conversions take grey for linear
 * light and brighten it.
 */
final class RgbSamples {

  private static final int CHANNELS = 3;

  private RgbSamples() {}

  /**
   * A picture of any model that the readers produce in the layout of {@link RgbImages}. Alpha is
   * dropped; of 16 bits the upper 8 stay, also in grey, where Pillow clips at 255 and nearly every
   * picture turns white.
   */
  static BufferedImage of(BufferedImage image) {
    BufferedImage rgb = RgbImages.create(image.getWidth(), image.getHeight());
    byte[] bytes = RgbImages.bytes(rgb);
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      int to = y * width * CHANNELS;
      if (image.getColorModel() instanceof IndexColorModel palette) {
        look(row, palette, bytes, to);
      } else {
        copy(row, image.getColorModel().getComponentSize(), raster.getNumBands(), bytes, to);
      }
    }
    return rgb;
  }

  private static void look(int[] row, IndexColorModel palette, byte[] bytes, int to) {
    int at = to;
    for (int index : row) {
      bytes[at++] = (byte) palette.getRed(index);
      bytes[at++] = (byte) palette.getGreen(index);
      bytes[at++] = (byte) palette.getBlue(index);
    }
  }

  private static void copy(int[] row, int[] bits, int bands, byte[] bytes, int to) {
    int green = bands < CHANNELS ? 0 : 1;
    int blue = bands < CHANNELS ? 0 : 2;
    int at = to;
    for (int from = 0; from < row.length; from += bands) {
      bytes[at++] = level(row[from], bits[0]);
      bytes[at++] = level(row[from + green], bits[green]);
      bytes[at++] = level(row[from + blue], bits[blue]);
    }
  }

  /** Of more than eight bits the upper ones; fewer are spread over all levels. */
  static byte level(int sample, int bits) {
    return (byte)
        (bits >= Byte.SIZE ? sample >> (bits - Byte.SIZE) : sample * 255 / ((1 << bits) - 1));
  }
}
