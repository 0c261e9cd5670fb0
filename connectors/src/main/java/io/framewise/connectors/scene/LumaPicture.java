package io.framewise.connectors.scene;

import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A picture as 160 x 90 levels of brightness from 0 to 255, whatever its size and shape: enough to
 * see whether anything changed. Immutable.
 */
public final class LumaPicture {

  /** Width in levels. */
  public static final int WIDTH = 160;

  /** Height in levels. */
  public static final int HEIGHT = 90;

  private static final int CHANNELS = 3;
  private static final int BYTE = 0xff;
  // Rec. 709, in parts of 1024.
  private static final int RED = 218;
  private static final int GREEN = 732;
  private static final int BLUE = 74;
  private static final int PARTS_BITS = 10;
  // So many pixels of a level are looked at, across and down.
  private static final int SAMPLES = 4;

  private final byte[] levels;

  private LumaPicture(byte[] levels) {
    this.levels = levels;
  }

  /** The levels of a picture in the layout of {@link RgbImages}. */
  public static LumaPicture of(BufferedImage image) {
    byte[] pixels = RgbImages.bytes(image);
    int[] columns = places(image.getWidth(), WIDTH * SAMPLES);
    int[] rows = places(image.getHeight(), HEIGHT * SAMPLES);
    int[] sums = new int[WIDTH * HEIGHT];
    for (int y = 0; y < rows.length; y++) {
      int row = CHANNELS * rows[y] * image.getWidth();
      int to = WIDTH * (y / SAMPLES);
      for (int x = 0; x < columns.length; x++) {
        sums[to + x / SAMPLES] += brightness(pixels, row + CHANNELS * columns[x]);
      }
    }
    byte[] levels = new byte[sums.length];
    for (int i = 0; i < sums.length; i++) {
      levels[i] = (byte) (sums[i] / (SAMPLES * SAMPLES));
    }
    return new LumaPicture(levels);
  }

  /** Places spread evenly over {@code length} pixels. */
  private static int[] places(int length, int count) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = (int) ((2L * i + 1) * length / (2L * count));
    }
    return places;
  }

  private static int brightness(byte[] pixels, int at) {
    return (RED * (pixels[at] & BYTE)
            + GREEN * (pixels[at + 1] & BYTE)
            + BLUE * (pixels[at + 2] & BYTE))
        >> PARTS_BITS;
  }

  /** The level of column {@code x} in row {@code y}, 0 to 255. */
  int at(int x, int y) {
    return levels[y * WIDTH + x] & BYTE;
  }

  /** Writes the levels. */
  public void write(DataOutput out) throws IOException {
    out.write(levels);
  }

  /** Reads what {@link #write} has written. */
  public static LumaPicture read(DataInput in) throws IOException {
    byte[] levels = new byte[WIDTH * HEIGHT];
    in.readFully(levels);
    return new LumaPicture(levels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LumaPicture picture && Arrays.equals(levels, picture.levels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(levels);
  }
}
