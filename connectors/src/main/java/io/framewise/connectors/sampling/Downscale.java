package io.framewise.connectors.sampling;

import io.framewise.platform.image.ImageLimits;

/**
 * The size to which a picture is scaled down, never up.
 *
 * @param width width in pixels
 * @param height height in pixels
 */
public record Downscale(int width, int height) {

  private static final int SHORTEST = ImageLimits.DEFAULT.minSide();

  /**
   * Keeps the aspect ratio of {@code width} x {@code height} with no side above the limit, as far
   * as the shorter side stays one that is taken as a picture.
   */
  public static Downscale to(int maxSide, int width, int height) {
    int longer = Math.max(width, height);
    if (longer <= maxSide) {
      return new Downscale(width, height);
    }
    double shortest = (double) SHORTEST / Math.min(width, height);
    double factor = Math.min(1, Math.max((double) maxSide / longer, shortest));
    return new Downscale(scaled(width, factor), scaled(height, factor));
  }

  private static int scaled(int side, double factor) {
    return Math.max(1, (int) Math.round(side * factor));
  }
}
