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
        copy(row, raster.getNumBands(), image.getColorModel().getComponentSize(0) - 8, bytes, to);
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

  private static void copy(int[] row, int bands, int shift, byte[] bytes, int to) {
    int green = bands < CHANNELS ? 0 : 1;
    int blue = bands < CHANNELS ? 0 : 2;
    int at = to;
    for (int from = 0; from < row.length; from += bands) {
      bytes[at++] = (byte) (row[from] >> shift);
      bytes[at++] = (byte) (row[from + green] >> shift);
      bytes[at++] = (byte) (row[from + blue] >> shift);
    }
  }
}
