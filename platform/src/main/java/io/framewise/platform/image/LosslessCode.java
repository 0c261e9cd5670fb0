package io.framewise.platform.image;

/** One Huffman code of lossless WebP. */
final class LosslessCode {

  private static final int LONGEST = 15;
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };
  private static final int REPEAT = 16;
  private static final int[] REPEAT_BITS = {2, 3, 7};
  private static final int[] REPEAT_LEAST = {3, 3, 11};
  private static final int USUAL_LENGTH = 8;

  private final int[] counts = new int[LONGEST + 1];
  private final int[] symbols;

  private LosslessCode(int[] lengths) {
    int[] next = new int[LONGEST + 2];
    for (int length : lengths) {
      counts[length]++;
    }
    counts[0] = 0;
    for (int length = 1; length <= LONGEST; length++) {
      next[length + 1] = next[length] + counts[length];
    }
    symbols = new int[next[LONGEST + 1]];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[next[lengths[symbol]]++] = symbol;
      }
    }
    if (symbols.length == 0) {
      throw damaged();
    }
  }

  /** Reads the code of an alphabet of {@code size} symbols. */
  static LosslessCode read(LowBitsFirst bits, int size) {
    int[] lengths = new int[size];
    if (bits.flag()) {
      boolean two = bits.flag();
      set(lengths, bits.read(bits.flag() ? Byte.SIZE : 1));
      if (two) {
        set(lengths, bits.read(Byte.SIZE));
      }
      return new LosslessCode(lengths);
    }
    int[] lengthsOfLengths = new int[ORDER.length];
    int count = 4 + bits.read(4);
    for (int i = 0; i < count; i++) {
      lengthsOfLengths[ORDER[i]] = bits.read(3);
    }
    readLengths(bits, new LosslessCode(lengthsOfLengths), lengths);
    return new LosslessCode(lengths);
  }

  private static void set(int[] lengths, int symbol) {
    if (symbol < lengths.length) {
      lengths[symbol] = 1;
    }
  }

  private static void readLengths(LowBitsFirst bits, LosslessCode code, int[] lengths) {
    int left = bits.flag() ? 2 + bits.read(2 + 2 * bits.read(3)) : lengths.length;
    if (left > lengths.length) {
      throw damaged();
    }
    int before = USUAL_LENGTH;
    int at = 0;
    while (at < lengths.length && left-- > 0) {
      int length = code.symbol(bits);
      int times = 1;
      if (length >= REPEAT) {
        int kind = length - REPEAT;
        times = REPEAT_LEAST[kind] + bits.read(REPEAT_BITS[kind]);
        length = kind == 0 ? before : 0;
      } else if (length > 0) {
        before = length;
      }
      if (times > lengths.length - at) {
        throw damaged();
      }
      for (int i = 0; i < times; i++) {
        lengths[at++] = length;
      }
    }
  }

  /** The next symbol; the only one of a code takes no bits. */
  int symbol(LowBitsFirst bits) {
    if (symbols.length == 1) {
      return symbols[0];
    }
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code |= bits.read(1);
      if (code - first < counts[length]) {
        return symbols[index + code - first];
      }
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw damaged();
  }

  private static BadImageException damaged() {
    return PictureHeader.damaged(ImageFormat.WEBP, null);
  }
}
