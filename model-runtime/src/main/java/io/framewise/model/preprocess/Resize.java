package io.framewise.model.preprocess;

/**
 * One resize of a picture, strip after strip. Columns first, then rows, with the values between the
 * two passes rounded and clipped to 8 bits: Pillow's antialiased bicubic, bit for bit. A pass that
 * Pillow skips because a side stays as it is has one weight of exactly 1 here.
 */
final class Resize {

  static final int CHANNELS = 3;

  private static final int BLOCK = 8;

  private final Taps columns;
  private final Taps rows;
  private final PackedRows target;
  private final int quads;
  private final int[][] narrowed;
  private final int[][] block;
  private final int[][] sums;
  private final int[][][] ring;
  private final int[][] rowSums;
  private final int[] packedRow;
  private int nextRow;

  /**
   * A resize to the sizes of {@code columns} and {@code rows}.
   *
   * @param laneLength most rows of a strip
   */
  Resize(Taps columns, Taps rows, int laneLength, PackedRows target) {
    this.columns = columns;
    this.rows = rows;
    this.target = target;
    this.quads = (columns.size() + 4 * BLOCK - 1) / (4 * BLOCK) * BLOCK;
    this.narrowed = new int[laneLength][CHANNELS * quads];
    this.block = new int[BLOCK][laneLength];
    this.sums = new int[4][laneLength];
    this.ring = new int[4][rows.most()][CHANNELS * quads];
    this.rowSums = new int[4][CHANNELS * quads];
    this.packedRow = new int[CHANNELS * quads];
  }

  /** Takes the next rows of the picture and hands on all rows of the result they complete. */
  void accept(ColumnStrip strip) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int quad = 0; quad < quads; quad += BLOCK) {
        weighColumns(strip.lanes(), channel, quad);
        turnBack(strip.rows(), channel * quads + quad);
      }
    }
    for (int row = 0; row < strip.rows(); row++) {
      addRow(strip.firstRow() + row, narrowed[row]);
    }
  }

  private void weighColumns(int[][] lanes, int channel, int quad) {
    for (int j = 0; j < BLOCK; j++) {
      int column = 4 * (quad + j);
      for (int place = 0; place < 4 && column + place < columns.size(); place++) {
        int from = CHANNELS * columns.first()[column + place] + channel;
        Lanes.weigh(lanes, from, CHANNELS, columns.weights()[column + place], sums[place]);
      }
      Lanes.pack(sums, block[j]);
    }
  }

  /** Written out, because a loop over the block takes three times as long. */
  private void turnBack(int rowCount, int to) {
    int[] lane0 = block[0];
    int[] lane1 = block[1];
    int[] lane2 = block[2];
    int[] lane3 = block[3];
    int[] lane4 = block[4];
    int[] lane5 = block[5];
    int[] lane6 = block[6];
    int[] lane7 = block[7];
    for (int row = 0; row < rowCount; row++) {
      int[] values = narrowed[row];
      values[to] = lane0[row];
      values[to + 1] = lane1[row];
      values[to + 2] = lane2[row];
      values[to + 3] = lane3[row];
      values[to + 4] = lane4[row];
      values[to + 5] = lane5[row];
      values[to + 6] = lane6[row];
      values[to + 7] = lane7[row];
    }
  }

  private void addRow(int row, int[] packed) {
    int size = rows.most();
    for (int place = 0; place < 4; place++) {
      Lanes.unpack(packed, place, ring[place][row % size]);
    }
    for (; nextRow < rows.size() && rows.end(nextRow) == row + 1; nextRow++) {
      for (int place = 0; place < 4; place++) {
        int from = rows.first()[nextRow] % size;
        Lanes.weigh(ring[place], from, 1, rows.weights()[nextRow], rowSums[place]);
      }
      Lanes.pack(rowSums, packedRow);
      target.accept(nextRow, packedRow);
    }
  }
}
