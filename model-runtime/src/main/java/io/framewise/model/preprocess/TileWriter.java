package io.framewise.model.preprocess;

/** Normalises the rows of a picture and cuts them into tiles, [tiles, 3, size, size]. */
final class TileWriter implements PackedRows {

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
  private static final int LEVELS = 256;
  private static final float[][] NORMALISED = normalised();

  private final float[] values;
  private final int firstTile;
  private final int columns;
  private final int tileSize;

  /**
   * Writes into {@code values} from {@code firstTile} on.
   *
   * @param columns tiles side by side
   */
  TileWriter(float[] values, int firstTile, int columns, int tileSize) {
    this.values = values;
    this.firstTile = firstTile;
    this.columns = columns;
    this.tileSize = tileSize;
  }

  @Override
  public void accept(int row, int[] packed) {
    int quads = tileSize / 4;
    for (int column = 0; column < columns; column++) {
      int tile = firstTile + row / tileSize * columns + column;
      for (int channel = 0; channel < Resize.CHANNELS; channel++) {
        int plane = tile * Resize.CHANNELS + channel;
        int to = (plane * tileSize + row % tileSize) * tileSize;
        int from = channel * (packed.length / Resize.CHANNELS) + column * quads;
        normalise(packed, from, NORMALISED[channel], to);
      }
    }
  }

  private void normalise(int[] packed, int from, float[] table, int to) {
    int quads = tileSize / 4;
    for (int j = 0; j < quads; j++) {
      int four = packed[from + j];
      int at = to + 4 * j;
      values[at] = table[four & 0xFF];
      values[at + 1] = table[(four >> 8) & 0xFF];
      values[at + 2] = table[(four >> 16) & 0xFF];
      values[at + 3] = table[four >>> 24];
    }
  }

  /** Every level of every channel in 32-bit floats, in the order of operations of the original. */
  private static float[][] normalised() {
    float[][] table = new float[Resize.CHANNELS][LEVELS];
    for (int channel = 0; channel < Resize.CHANNELS; channel++) {
      for (int level = 0; level < LEVELS; level++) {
        table[channel][level] = (level / 255f - MEAN[channel]) / DEVIATION[channel];
      }
    }
    return table;
  }
}
