package io.framewise.connectors.video;

import io.framewise.connectors.sampling.Downscale;
import io.framewise.platform.image.ImageLimits;

/**
 * The size of a picture with square pixels before it is turned, and how it is turned then.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param orientation how it is turned
 */
record Geometry(int width, int height, Orientation orientation) {

  // Beyond that a shape of pixels is a mistake in the file.
  private static final int LONGEST_PIXEL = 8;

  /**
   * The picture that people see of a stored one, with no side above {@code maxSide}. Pixels that
   * are not square make it wider or narrower, never higher.
   */
  static Geometry of(int width, int height, Appearance look, Orientation orientation, int maxSide) {
    int num = look.pixelWidth();
    int den = look.pixelHeight();
    int wide = believed(num, den) ? (int) Math.max(1, (long) width * num / den) : width;
    boolean fits = (long) wide * height <= ImageLimits.DEFAULT.maxPixels();
    Downscale size = Downscale.to(maxSide, fits ? wide : width, height);
    return new Geometry(size.width(), size.height(), orientation);
  }

  private static boolean believed(int num, int den) {
    return num > 0
        && den > 0
        && num <= (long) LONGEST_PIXEL * den
        && den <= (long) LONGEST_PIXEL * num;
  }

  /** Width after it is turned. */
  int shownWidth() {
    return orientation.transposed() ? height : width;
  }

  /** Height after it is turned. */
  int shownHeight() {
    return orientation.transposed() ? width : height;
  }
}
