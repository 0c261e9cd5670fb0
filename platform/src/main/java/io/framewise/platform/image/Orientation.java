package io.framewise.platform.image;

import java.awt.image.BufferedImage;

/**
 * How a stored picture is turned or mirrored to stand upright: the eight values of EXIF, in their
 * order. A pixel of the upright picture comes from the stored column and row that its own ones (or,
 * where the sides swap, its own row and column) say, counted from the other end where mirrored.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  MIRRORED_UPSIDE_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  TURN_RIGHT(true, false, true),
  TRANSPOSED_UPSIDE_DOWN(true, true, true),
  TURN_LEFT(true, true, false);

  private static final int CHANNELS = 3;

  private final boolean swapsSides;
  private final boolean fromLastColumn;
  private final boolean fromLastRow;

  Orientation(boolean swapsSides, boolean fromLastColumn, boolean fromLastRow) {
    this.swapsSides = swapsSides;
    this.fromLastColumn = fromLastColumn;
    this.fromLastRow = fromLastRow;
  }

  /** The orientation of EXIF's number; upright for a number that means nothing. */
  static Orientation ofExif(long number) {
    return number >= 1 && number <= values().length ? values()[(int) number - 1] : UPRIGHT;
  }

  /** Whether the upright picture is as wide as the stored one is high. */
  boolean swapsSides() {
    return swapsSides;
  }

  /** The upright form of a stored picture in the layout of {@link RgbImages}. */
  BufferedImage upright(BufferedImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int storedWidth = stored.getWidth();
    int storedHeight = stored.getHeight();
    BufferedImage upright =
        swapsSides
            ? RgbImages.create(storedHeight, storedWidth)
            : RgbImages.create(storedWidth, storedHeight);
    byte[] from = RgbImages.bytes(stored);
    byte[] to = RgbImages.bytes(upright);
    int at = 0;
    for (int y = 0; y < upright.getHeight(); y++) {
      for (int x = 0; x < upright.getWidth(); x++) {
        int column = swapsSides ? y : x;
        int row = swapsSides ? x : y;
        int storedX = fromLastColumn ? storedWidth - 1 - column : column;
        int storedY = fromLastRow ? storedHeight - 1 - row : row;
        int source = CHANNELS * (storedY * storedWidth + storedX);
        to[at++] = from[source];
        to[at++] = from[source + 1];
        to[at++] = from[source + 2];
      }
    }
    return upright;
  }
}
