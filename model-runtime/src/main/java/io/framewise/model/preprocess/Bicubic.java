package io.framewise.model.preprocess;

import java.util.Arrays;

/**
 * Pillow's antialiased bicubic resize of 8-bit RGB, bit for bit: columns first, then rows, with the
 * values between the two passes rounded and clipped to 8 bits.
 */
final class Bicubic {

  private static final int HALF = 1 << (Taps.PRECISION - 1);

  private Bicubic() {}

  /** Resizes to {@code width} x {@code height}, not keeping the aspect. */
  static Rgb resize(Rgb image, int width, int height) {
    Rgb narrowed = image.width() == width ? image : columns(image, width);
    return narrowed.height() == height ? narrowed : rows(narrowed, height);
  }

  private static Rgb columns(Rgb image, int width) {
    Taps taps = Taps.of(image.width(), width);
    int[] out = new int[width * image.height()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        int from = y * image.width() + taps.first()[x];
        out[y * width + x] = sum(image.pixels(), from, taps.weights()[x]);
      }
    }
    return new Rgb(width, image.height(), out);
  }

  private static int sum(int[] pixels, int from, int[] weights) {
    int red = HALF;
    int green = HALF;
    int blue = HALF;
    for (int k = 0; k < weights.length; k++) {
      int pixel = pixels[from + k];
      int weight = weights[k];
      red += ((pixel >> 16) & 0xFF) * weight;
      green += ((pixel >> 8) & 0xFF) * weight;
      blue += (pixel & 0xFF) * weight;
    }
    return pack(red, green, blue);
  }

  /** Adds whole rows, so that memory is read in order. */
  private static Rgb rows(Rgb image, int height) {
    int width = image.width();
    Taps taps = Taps.of(image.height(), height);
    int[] out = new int[width * height];
    int[] sums = new int[3 * width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, HALF);
      int[] weights = taps.weights()[y];
      for (int k = 0; k < weights.length; k++) {
        addRow(image.pixels(), (taps.first()[y] + k) * width, weights[k], sums);
      }
      for (int x = 0; x < width; x++) {
        out[y * width + x] = pack(sums[x], sums[width + x], sums[2 * width + x]);
      }
    }
    return new Rgb(width, height, out);
  }

  private static void addRow(int[] pixels, int from, int weight, int[] sums) {
    int width = sums.length / 3;
    for (int x = 0; x < width; x++) {
      int pixel = pixels[from + x];
      sums[x] += ((pixel >> 16) & 0xFF) * weight;
      sums[width + x] += ((pixel >> 8) & 0xFF) * weight;
      sums[2 * width + x] += (pixel & 0xFF) * weight;
    }
  }

  private static int pack(int red, int green, int blue) {
    return clip(red) << 16 | clip(green) << 8 | clip(blue);
  }

  private static int clip(int sum) {
    return Math.max(0, Math.min(255, sum >> Taps.PRECISION));
  }
}
