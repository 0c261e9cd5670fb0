package io.framewise.platform.fit;

/** A set of bytes, as 256 bits in four numbers. */
record ByteSet(long a, long b, long c, long d) {

  static final ByteSet NONE = new ByteSet(0, 0, 0, 0);

  private static final int WORD = 64;
  private static final int BYTES = 256;

  /** All bytes from one to another, both included. */
  static ByteSet range(int from, int to) {
    long[] words = new long[BYTES / WORD];
    for (int value = from; value <= to; value++) {
      words[value / WORD] |= 1L << value % WORD;
    }
    return new ByteSet(words[0], words[1], words[2], words[3]);
  }

  boolean has(int value) {
    long word =
        switch (value / WORD) {
          case 0 -> a;
          case 1 -> b;
          case 2 -> c;
          default -> d;
        };
    return (word >>> value % WORD & 1) != 0;
  }

  ByteSet or(ByteSet other) {
    return new ByteSet(a | other.a, b | other.b, c | other.c, d | other.d);
  }

  int count() {
    return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d);
  }

  /** The lowest; there must be one. */
  int first() {
    int value = 0;
    while (!has(value)) {
      value++;
    }
    return value;
  }
}
