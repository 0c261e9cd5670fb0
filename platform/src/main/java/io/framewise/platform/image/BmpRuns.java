package io.framewise.platform.image;

/** Unpacks the runs of a BMP of 16 or 256 colours, to a byte a pixel, from the lowest row up. */
final class BmpRuns {

  private static final int END_OF_ROW = 0;
  private static final int END = 1;
  private static final int MOVE = 2;
  private static final int HALF = 4;

  private final byte[] bytes;
  private final int width;
  private final int height;
  private final boolean halves;
  private int at;
  private int x;
  private int y;
  private byte[] to;
  private int row;
  private int rowBytes;

  BmpRuns(byte[] bytes, int at, int width, int height, boolean halves) {
    this.bytes = bytes;
    this.at = at;
    this.width = width;
    this.height = height;
    this.halves = halves;
  }

  /**
   * Unpacks all; pixels that are passed over stay as they are.
   *
   * @throws BadImageException when they end too early or go too far
   */
  void unpack(byte[] into, int from, int bytesOfRow) {
    to = into;
    row = from;
    rowBytes = bytesOfRow;
    boolean ended = false;
    while (!ended && !(y == height || (y == height - 1 && x == width && at >= bytes.length))) {
      int count = next();
      int value = next();
      if (count > 0) {
        repeat(count, value);
      } else if (value == END_OF_ROW) {
        down(0, 1);
      } else if (value == MOVE) {
        down(x + next(), next());
      } else if (value == END) {
        ended = true;
      } else {
        copy(value);
      }
    }
  }

  private void down(int column, int rows) {
    x = column;
    y += rows;
    row += rows * rowBytes;
    if (y > height || x > width) {
      throw damaged();
    }
  }

  private void repeat(int count, int value) {
    int even = halves ? value >> HALF : value;
    int odd = halves ? value & 0xF : value;
    for (int i = 0; i < count; i++) {
      put(i % 2 == 0 ? even : odd);
    }
  }

  /** They fill up a whole number of pairs of bytes. */
  private void copy(int count) {
    int size = halves ? (count + 1) / 2 : count;
    for (int i = 0; i < count; i++) {
      int value = byteAt(at + (halves ? i / 2 : i));
      put(!halves ? value : i % 2 == 0 ? value >> HALF : value & 0xF);
    }
    at += size + size % 2;
  }

  /** A row's runs may go beyond its end; nothing is there. */
  private void put(int value) {
    if (x < width) {
      to[row + x++] = (byte) value;
    }
  }

  private int next() {
    return byteAt(at++);
  }

  private int byteAt(int index) {
    if (index >= bytes.length) {
      throw damaged();
    }
    return bytes[index] & 0xFF;
  }

  private static BadImageException damaged() {
    return PictureHeader.damaged(ImageFormat.BMP, null);
  }
}
