package io.framewise.platform.image;

import java.io.InterruptedIOException;

/**
 * How much memory libwebp takes for the Huffman codes of lossless WebP. A file says with a few bits
 * a group how many groups of codes it has, and each takes up to 20 KiB. The pixels are read here as
 * far as that number.
 */
final class LosslessCodes {

  private static final int HEADER_BITS = 8;
  private static final int SIDE_BITS = 14;
  private static final int LITERALS = 256;
  private static final int LENGTHS = 24;
  private static final int DISTANCES = 40;
  private static final int MOST_CACHE_BITS = 11;
  private static final int PREDICTOR = 0;
  private static final int COLOUR = 1;
  private static final int PALETTE = 3;
  private static final int LEAST_TILE_BITS = 2;
  private static final int PIXELS_BETWEEN_LOOKS = 1 << 12;

  /** What one group takes in libwebp 1.5 without its table for the green of a colour cache. */
  private static final int GROUP_BYTES = 4 * (3 * 630 + 410 + 654) + 700;

  private static final int CACHED_GROUP_BYTES = GROUP_BYTES + 4 * 2050;

  /** libwebp's own encoder makes at most 2,600 groups. */
  static final long MOST_BYTES = 64 << 20;

  /** A group has five codes, of four bits at least. */
  private static final int LEAST_BITS = 20;

  private final LowBitsFirst bits;
  private final DecodeWatch watch;

  private LosslessCodes(LowBitsFirst bits, DecodeWatch watch) {
    this.bits = bits;
    this.watch = watch;
  }

  /** The most that a file of such a size can take and is not refused for. */
  static long mostBytes(int width, int height, int fileBytes) {
    long tiles = (long) sub(width, LEAST_TILE_BITS) * sub(height, LEAST_TILE_BITS);
    long groups = 1 + Math.min(tiles, (long) fileBytes * Byte.SIZE / LEAST_BITS);
    return Math.min(MOST_BYTES, groups * CACHED_GROUP_BYTES);
  }

  /**
   * Reads the pixels that lie between {@code from} and {@code to} so far.
   *
   * @throws BadImageException when the codes take more than {@link #MOST_BYTES}, or something
   *     before them is damaged
   */
  static void check(byte[] bytes, int from, int to, DecodeWatch watch)
      throws InterruptedIOException {
    LosslessCodes codes = new LosslessCodes(new LowBitsFirst(bytes, from, to), watch);
    codes.bits.read(HEADER_BITS);
    int width = 1 + codes.bits.read(SIDE_BITS);
    int height = 1 + codes.bits.read(SIDE_BITS);
    codes.bits.read(4); // whether alpha is used, and the version
    width = codes.skipTransforms(width, height);
    boolean cached = codes.cacheBits() > 0;
    long groups = codes.groups(width, height);
    if (groups * (cached ? CACHED_GROUP_BYTES : GROUP_BYTES) > MOST_BYTES) {
      throw new BadImageException(
          "too-many-pixels",
          "a WebP of " + groups + " groups of codes takes too much memory: save it anew");
    }
  }

  /** The width of what is stored behind them. */
  private int skipTransforms(int whole, int height) throws InterruptedIOException {
    int width = whole;
    int seen = 0;
    while (bits.flag()) {
      int kind = bits.read(2);
      if ((seen & 1 << kind) != 0) {
        throw PictureHeader.damaged(ImageFormat.WEBP, null);
      }
      seen |= 1 << kind;
      if (kind == PREDICTOR || kind == COLOUR) {
        int tile = LEAST_TILE_BITS + bits.read(3);
        highest(sub(width, tile), sub(height, tile));
      } else if (kind == PALETTE) {
        int colours = 1 + bits.read(Byte.SIZE);
        highest(colours, 1);
        width = sub(width, colours <= 2 ? 3 : colours <= 4 ? 2 : colours <= 16 ? 1 : 0);
      }
    }
    return width;
  }

  private int cacheBits() {
    int size = bits.flag() ? bits.read(4) : -1;
    if (size == 0 || size > MOST_CACHE_BITS) {
      throw PictureHeader.damaged(ImageFormat.WEBP, null);
    }
    return Math.max(0, size);
  }

  private long groups(int width, int height) throws InterruptedIOException {
    if (!bits.flag()) {
      return 1;
    }
    int tile = LEAST_TILE_BITS + bits.read(3);
    return 1L + highest(sub(width, tile), sub(height, tile));
  }

  /**
   * Goes over a small picture; returns the highest number that its red and green make. What is
   * copied or comes from the cache was there before, so that where it comes from does not matter.
   */
  private int highest(int width, int height) throws InterruptedIOException {
    int cacheBits = cacheBits();
    int cache = cacheBits == 0 ? 0 : 1 << cacheBits;
    LosslessCode green = LosslessCode.read(bits, LITERALS + LENGTHS + cache);
    LosslessCode red = LosslessCode.read(bits, LITERALS);
    LosslessCode blue = LosslessCode.read(bits, LITERALS);
    LosslessCode alpha = LosslessCode.read(bits, LITERALS);
    LosslessCode distance = LosslessCode.read(bits, DISTANCES);
    int highest = 0;
    long left = (long) width * height;
    for (int looks = 0; left > 0; looks++) {
      if (looks % PIXELS_BETWEEN_LOOKS == 0) {
        watch.check();
      }
      int symbol = green.symbol(bits);
      if (symbol < LITERALS) {
        highest = Math.max(highest, red.symbol(bits) << Byte.SIZE | symbol);
        blue.symbol(bits);
        alpha.symbol(bits);
        left--;
      } else if (symbol < LITERALS + LENGTHS) {
        left -= number(symbol - LITERALS);
        number(distance.symbol(bits));
      } else {
        left--;
      }
    }
    if (left < 0) {
      throw PictureHeader.damaged(ImageFormat.WEBP, null);
    }
    return highest;
  }

  /** A length or distance, of which the symbol gives the size. */
  private int number(int symbol) {
    if (symbol < 4) {
      return symbol + 1;
    }
    int more = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << more) + bits.read(more) + 1;
  }

  private static int sub(int size, int tileBits) {
    return (size + (1 << tileBits) - 1) >> tileBits;
  }
}
