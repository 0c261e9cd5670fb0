package io.framewise.connectors.sampling;

/**
 * The size to which a picture is scaled down, never up.
 *
 * @param width width in pixels
 * @param height height in pixels
 */
public record Downscale(int width, int height) {

  /** Keeps the aspect ratio of {@code width} x {@code height} with no side above the limit. */
  public static Downscale to(int maxSide, int width, int height) {
    int longer = Math.max(width, height);
    if (longer <= maxSide) {
      return new Downscale(width, height);
    }
    double factor = (double) maxSide / longer;
    return new Downscale(scaled(width, factor), scaled(height, factor));
  }

  private static int scaled(int side, double factor) {
    return Math.max(1, (int) Math.round(side * factor));
  }
}
