package io.framewise.connectors.settings;

import java.util.Arrays;

/**
 * A rectangle of a picture, in shares of the picture's width and height, so that it is the same at
 * any size.
 *
 * @param left left edge
 * @param top upper edge
 * @param width width
 * @param height height
 */
public record PictureArea(double left, double top, double width, double height) {

  /** The whole picture. */
  public static final PictureArea WHOLE = new PictureArea(0, 0, 1, 1);

  private static final int NUMBERS = 4;
  // Shares that people write add up to a little more than one.
  private static final double ROUNDING = 1e-9;

  /** Checks that it lies in the picture. */
  public PictureArea {
    boolean inside =
        left >= 0
            && top >= 0
            && width > 0
            && height > 0
            && left + width <= 1 + ROUNDING
            && top + height <= 1 + ROUNDING;
    if (!inside) {
      throw new IllegalArgumentException("must lie within the picture, which is 0,0,1,1");
    }
  }

  /**
   * An area as it is written: {@code left,top,width,height}, or nothing for the whole picture.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static PictureArea of(String key, String text) {
    if (text == null || text.isBlank()) {
      return WHOLE;
    }
    String[] parts = text.split(",", -1);
    try {
      if (parts.length != NUMBERS) {
        throw new IllegalArgumentException("must be four numbers");
      }
      double[] numbers = Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
      return new PictureArea(numbers[0], numbers[1], numbers[2], numbers[3]);
    } catch (IllegalArgumentException e) {
      String why = e instanceof NumberFormatException ? "must be four numbers" : e.getMessage();
      throw new IllegalArgumentException(
          key
              + " is '"
              + text
              + "': it "
              + why
              + "; it is left,top,width,height in shares of the picture, such as 0.25,0,0.5,1",
          e);
    }
  }

  /** The area where it lies once rows are columns. */
  public PictureArea transposed() {
    double x = top;
    double y = left;
    double wide = height;
    double high = width;
    return new PictureArea(x, y, wide, high);
  }

  /** This area of the picture, seen within {@code part} of it. */
  public PictureArea within(PictureArea part) {
    return clipped(
        (left - part.left) / part.width,
        (top - part.top) / part.height,
        (left + width - part.left) / part.width,
        (top + height - part.top) / part.height);
  }

  private static PictureArea clipped(double left, double top, double right, double bottom) {
    double fromX = Math.min(Math.max(left, 0), 1 - ROUNDING);
    double fromY = Math.min(Math.max(top, 0), 1 - ROUNDING);
    return new PictureArea(
        fromX,
        fromY,
        Math.max(Math.min(right, 1) - fromX, ROUNDING),
        Math.max(Math.min(bottom, 1) - fromY, ROUNDING));
  }

  /** Whether {@code other} has something in common with it. */
  public boolean meets(PictureArea other) {
    return left < other.left + other.width
        && other.left < left + width
        && top < other.top + other.height
        && other.top < top + height;
  }
}
