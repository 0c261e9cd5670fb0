package io.framewise.platform.image;

/** Bits of a stretch of bytes, of each byte the lowest first, as lossless WebP stores them. */
final class LowBitsFirst {

  private final byte[] bytes;
  private final int end;
  private int at;
  private long held;
  private int count;

  LowBitsFirst(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /**
   * The next {@code bits} bits, at most 32, as a number.
   *
   * @throws BadImageException when there are no more
   */
  int read(int bits) {
    while (count < bits) {
      if (at == end) {
        throw PictureHeader.damaged(ImageFormat.WEBP, null);
      }
      held |= (bytes[at++] & 0xFFL) << count;
      count += Byte.SIZE;
    }
    int value = (int) (held & ((1L << bits) - 1));
    held >>>= bits;
    count -= bits;
    return value;
  }

  boolean flag() {
    return read(1) == 1;
  }
}
