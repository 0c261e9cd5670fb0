package io.framewise.connectors.video;

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
