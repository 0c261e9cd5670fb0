package io.framewise.connectors.video;

import io.framewise.connectors.settings.PictureArea;

/**
 * How a stored picture is turned for people: mirrored about its diagonal from top left to bottom
 * right, then left to right, then top to bottom, each or not. That covers the four turns and their
 * mirror images; pictures at other angles stay as they are stored.
 *
 * @param transposed whether rows become columns
 * @param mirrored whether left and right change places, after transposing
 * @param flipped whether top and bottom change places, after transposing
 */
record Orientation(boolean transposed, boolean mirrored, boolean flipped) {

  /** As stored. */
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final int CHANNELS = 3;
  // A turn that is off by less than a degree is meant to be a right one.
  private static final long CLEARLY = 57;
  // Places in the 3 x 3 matrix, row by row: x' = a x + c y and y' = b x + d y.
  private static final int A = 0;
  private static final int B = 1;
  private static final int C = 3;
  private static final int D = 4;

  /** What a file's display matrix says, nine numbers in rows. */
  static Orientation of(int[] matrix) {
    long along = (long) Math.abs(matrix[A]) + Math.abs(matrix[D]);
    long across = (long) Math.abs(matrix[B]) + Math.abs(matrix[C]);
    if (along > CLEARLY * across) {
      return new Orientation(false, matrix[A] < 0, matrix[D] < 0);
    }
    if (across > CLEARLY * along) {
      return new Orientation(true, matrix[C] < 0, matrix[B] < 0);
    }
    return UPRIGHT;
  }

  /** A turn clockwise by 0, 90, 180 or 270 degrees. */
  static Orientation turn(int degrees) {
    return switch (degrees) {
      case 0 -> UPRIGHT;
      case 90 -> new Orientation(true, true, false);
      case 180 -> new Orientation(false, true, true);
      case 270 -> new Orientation(true, false, true);
      default -> throw new IllegalArgumentException(degrees + " degrees are no turn");
    };
  }

  /** This turn and then {@code next}. */
  Orientation then(Orientation next) {
    boolean across = next.transposed ? flipped : mirrored;
    boolean down = next.transposed ? mirrored : flipped;
    return new Orientation(
        transposed != next.transposed, across != next.mirrored, down != next.flipped);
  }

  /** Where an area of the turned picture lies in the stored one. */
  PictureArea stored(PictureArea turned) {
    PictureArea straight = mirroredBack(turned);
    return transposed ? straight.transposed() : straight;
  }

  /** Where an area of the stored picture lies in the turned one. */
  PictureArea turned(PictureArea stored) {
    return mirroredBack(transposed ? stored.transposed() : stored);
  }

  private PictureArea mirroredBack(PictureArea area) {
    double left = mirrored ? 1 - area.left() - area.width() : area.left();
    double top = flipped ? 1 - area.top() - area.height() : area.top();
    return new PictureArea(Math.max(0, left), Math.max(0, top), area.width(), area.height());
  }

  /**
   * Turns pixels of three bytes.
   *
   * @param stored the stored picture, row after row, without gaps
   * @param width width of the stored picture
   * @param turned takes the pixels of the turned picture, whose width is the stored one's height
   *     when it is transposed
   */
  void turn(byte[] stored, int width, byte[] turned) {
    int height = stored.length / CHANNELS / width;
    int turnedWidth = transposed ? height : width;
    int turnedHeight = transposed ? width : height;
    int to = 0;
    for (int y = 0; y < turnedHeight; y++) {
      int fromY = flipped ? turnedHeight - 1 - y : y;
      for (int x = 0; x < turnedWidth; x++) {
        int fromX = mirrored ? turnedWidth - 1 - x : x;
        int from = CHANNELS * (transposed ? fromX * width + fromY : fromY * width + fromX);
        turned[to++] = stored[from];
        turned[to++] = stored[from + 1];
        turned[to++] = stored[from + 2];
      }
    }
  }
}
