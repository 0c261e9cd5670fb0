package io.framewise.platform.image;

/**
 * LZW as TIFF has it: codes of nine to twelve bits, highest bit first, a bit longer one code before
 * the table needs it. An entry of the table is a stretch of what was already written.
 */
final class TiffLzw {

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_ENTRY = 258;
  private static final int MOST_ENTRIES = 4096;
  private static final int SHORTEST_CODE = 9;
  private static final int LONGEST_CODE = 12;

  private final byte[] from;
  private final int end;
  private final byte[] to;
  private final int[] starts = new int[MOST_ENTRIES];
  private final int[] lengths = new int[MOST_ENTRIES];
  private int at;
  private int buffer;
  private int bits;
  private int filled;

  private TiffLzw(byte[] from, int offset, int length, byte[] to) {
    this.from = from;
    this.at = offset;
    this.end = offset + length;
    this.to = to;
  }

  /** Unpacks as much as {@code to} holds; returns how many bytes that was. */
  static int unpack(byte[] from, int offset, int length, byte[] to) {
    return new TiffLzw(from, offset, length, to).run();
  }

  private int run() {
    int entries = FIRST_ENTRY;
    int codeBits = SHORTEST_CODE;
    int previousStart = -1;
    int previousLength = 0;
    while (filled < to.length) {
      int code = next(codeBits);
      if (code == END || code < 0) {
        return filled;
      }
      if (code == CLEAR) {
        entries = FIRST_ENTRY;
        codeBits = SHORTEST_CODE;
        previousStart = -1;
        continue;
      }
      int start = filled;
      if (previousStart >= 0 && entries < MOST_ENTRIES) {
        // The entry of the previous code is followed by the first byte of this one.
        starts[entries] = previousStart;
        lengths[entries] = previousLength + 1;
        entries++;
      }
      write(code, entries);
      previousStart = start;
      previousLength = filled - start;
      if (entries + 1 >= (1 << codeBits) && codeBits < LONGEST_CODE) {
        codeBits++;
      }
    }
    return filled;
  }

  private void write(int code, int entries) {
    if (code < CLEAR) {
      to[filled++] = (byte) code;
      return;
    }
    if (code >= entries) {
      throw PictureHeader.damaged(ImageFormat.TIFF, null);
    }
    int start = starts[code];
    int length = Math.min(lengths[code], to.length - filled);
    for (int i = 0; i < length; i++) { // may run into what it writes
      to[filled++] = to[start + i];
    }
  }

  private int next(int codeBits) {
    while (bits < codeBits) {
      if (at == end) {
        return -1;
      }
      buffer = (buffer << 8) | (from[at++] & 0xFF);
      bits += 8;
    }
    bits -= codeBits;
    return (buffer >>> bits) & ((1 << codeBits) - 1);
  }
}
