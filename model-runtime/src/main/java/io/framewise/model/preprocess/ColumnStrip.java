package io.framewise.model.preprocess;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Some rows of a picture turned on their side: a lane per column and channel, so that the weights
 * of a column are the same along a lane. Reused for strip after strip.
 */
final class ColumnStrip {

  /** Ints of all lanes together: what a strip of a wide picture may take of the caches. */
  private static final int MOST_VALUES = 1 << 22;

  private static final int MOST_ROWS = 384;
  private static final int BLOCK = 8;
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] rgb;
  private final int rowBytes;
  private final int[][] lanes;
  private final int[][] packed;
  private int firstRow;
  private int rows;

  /** For pictures in the layout of {@link io.framewise.platform.image.RgbImages}. */
  ColumnStrip(byte[] rgb, int width, int height) {
    this.rgb = rgb;
    this.rowBytes = Resize.CHANNELS * width;
    int most = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / rowBytes));
    int strips = (height + most - 1) / most;
    int laneLength = (height + strips - 1) / strips;
    this.lanes = new int[rowBytes][laneLength];
    this.packed = new int[BLOCK][laneLength];
  }

  /** Values per lane; those from {@link #rows} on mean nothing. */
  int laneLength() {
    return packed[0].length;
  }

  /** Lanes of 8-bit values: {@code 3 * column + channel}. */
  int[][] lanes() {
    return lanes;
  }

  int firstRow() {
    return firstRow;
  }

  int rows() {
    return rows;
  }

  /** Loads the next rows from {@code first} on, at most {@link #laneLength}. */
  void load(int first, int height) {
    firstRow = first;
    rows = Math.min(laneLength(), height - first);
    for (int start = 0; start < rowBytes; start += 4 * BLOCK) {
      int ints = Math.min(BLOCK, (rowBytes - start + 3) / 4);
      int last = (firstRow + rows - 1) * rowBytes + start + 4 * BLOCK;
      if (ints == BLOCK && last <= rgb.length) {
        turnBlock(start);
      } else {
        turn(start, ints);
      }
      unpack(start, ints);
    }
  }

  /** Written out, because the loop in {@link #turn} takes three times as long. */
  private void turnBlock(int start) {
    int[] lane0 = packed[0];
    int[] lane1 = packed[1];
    int[] lane2 = packed[2];
    int[] lane3 = packed[3];
    int[] lane4 = packed[4];
    int[] lane5 = packed[5];
    int[] lane6 = packed[6];
    int[] lane7 = packed[7];
    int at = firstRow * rowBytes + start;
    for (int row = 0; row < rows; row++) {
      lane0[row] = (int) FOUR_BYTES.get(rgb, at);
      lane1[row] = (int) FOUR_BYTES.get(rgb, at + 4);
      lane2[row] = (int) FOUR_BYTES.get(rgb, at + 8);
      lane3[row] = (int) FOUR_BYTES.get(rgb, at + 12);
      lane4[row] = (int) FOUR_BYTES.get(rgb, at + 16);
      lane5[row] = (int) FOUR_BYTES.get(rgb, at + 20);
      lane6[row] = (int) FOUR_BYTES.get(rgb, at + 24);
      lane7[row] = (int) FOUR_BYTES.get(rgb, at + 28);
      at += rowBytes;
    }
  }

  private void turn(int start, int ints) {
    for (int row = 0; row < rows; row++) {
      int at = (firstRow + row) * rowBytes + start;
      for (int j = 0; j < ints; j++) {
        packed[j][row] = fourBytes(at + 4 * j);
      }
    }
  }

  private void unpack(int start, int ints) {
    for (int lane = start; lane < Math.min(rowBytes, start + 4 * ints); lane++) {
      Lanes.unpack(packed[(lane - start) / 4], lane % 4, lanes[lane]);
    }
  }

  /** Bytes past the end of the picture are nought. */
  private int fourBytes(int at) {
    if (at <= rgb.length - Integer.BYTES) {
      return (int) FOUR_BYTES.get(rgb, at);
    }
    int four = 0;
    for (int i = at; i < rgb.length; i++) {
      four |= (rgb[i] & 0xFF) << (8 * (i - at));
    }
    return four;
  }
}
