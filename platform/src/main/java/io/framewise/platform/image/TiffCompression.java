package io.framewise.platform.image;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How a strip or tile of a TIFF is compressed. */
enum TiffCompression {
  NONE,
  LZW,
  DEFLATE,
  PACK_BITS;

  /** The compression of TIFF's number, when it is read. */
  static Optional<TiffCompression> of(long number) {
    return switch ((int) Math.min(number, Integer.MAX_VALUE)) {
      case 1 -> Optional.of(NONE);
      case 5 -> Optional.of(LZW);
      case 8, 32946 -> Optional.of(DEFLATE);
      case 32773 -> Optional.of(PACK_BITS);
      default -> Optional.empty();
    };
  }

  /** Whether differences may be stored in place of samples. */
  boolean mayPredict() {
    return this == LZW || this == DEFLATE;
  }

  /**
   * Unpacks {@code length} bytes of {@code from} at {@code offset}. Whatever goes on behind the
   * last byte that {@code to} holds is left.
   *
   * @throws BadImageException when they do not fill {@code to}
   */
  void unpack(byte[] from, int offset, int length, byte[] to) {
    int filled =
        switch (this) {
          case NONE -> copy(from, offset, length, to);
          case LZW -> TiffLzw.unpack(from, offset, length, to);
          case DEFLATE -> inflate(from, offset, length, to);
          case PACK_BITS -> packBits(from, offset, offset + length, to);
        };
    if (filled < to.length) {
      throw PictureHeader.damaged(ImageFormat.TIFF, null);
    }
  }

  private static int copy(byte[] from, int offset, int length, byte[] to) {
    int count = Math.min(length, to.length);
    System.arraycopy(from, offset, to, 0, count);
    return count;
  }

  private static int inflate(byte[] from, int offset, int length, byte[] to) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(from, offset, length);
      int filled = 0;
      int more;
      do {
        more = inflater.inflate(to, filled, to.length - filled);
        filled += more;
      } while (more > 0 && filled < to.length);
      return filled;
    } catch (DataFormatException e) {
      throw PictureHeader.damaged(ImageFormat.TIFF, e);
    } finally {
      inflater.end();
    }
  }

  /** A number, then that many bytes, or one byte that is repeated. */
  private static int packBits(byte[] from, int offset, int end, byte[] to) {
    int at = offset;
    int filled = 0;
    while (filled < to.length && at + 1 < end) {
      int number = from[at++];
      if (number >= 0) {
        int count = Math.min(Math.min(number + 1, to.length - filled), end - at);
        System.arraycopy(from, at, to, filled, count);
        filled += count;
        at += number + 1;
      } else if (number != Byte.MIN_VALUE) {
        int stop = Math.min(filled + 1 - number, to.length);
        Arrays.fill(to, filled, stop, from[at++]);
        filled = stop;
      }
    }
    return filled;
  }
}
