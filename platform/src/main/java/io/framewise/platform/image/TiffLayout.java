package io.framewise.platform.image;

import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Where the pixels of a TIFF lie: in strips of whole rows, or in tiles.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param partWidth width of a strip or tile
 * @param partHeight height of a strip or tile; the last strip may be lower
 * @param tiled whether the parts are tiles, which are whole even at the edges
 * @param separate whether each part has the samples of one colour only
 * @param samples what a sample is
 * @param compression how each part is compressed
 * @param differences whether each sample is stored as the difference from the one to its left
 * @param offsets where each part begins in the file
 * @param lengths bytes of each part in the file
 */
@SuppressWarnings("ArrayRecordComponent") // of one file: never compared, never changed
record TiffLayout(
    int width,
    int height,
    int partWidth,
    int partHeight,
    boolean tiled,
    boolean separate,
    Samples samples,
    TiffCompression compression,
    boolean differences,
    long[] offsets,
    long[] lengths) {

  /** What samples mean. */
  enum Colours {
    WHITE_IS_NOUGHT,
    BLACK_IS_NOUGHT,
    RGB,
    PALETTE;

    /** The meaning of TIFF's number, when it is read. */
    static Optional<Colours> of(long number) {
      return number >= 0 && number < values().length
          ? Optional.of(values()[(int) number])
          : Optional.empty();
    }
  }

  /**
   * The samples of a pixel.
   *
   * @param count samples of a pixel
   * @param bits bits of each
   * @param colours what they mean
   * @param palette all reds, all greens, all blues, where there is a palette
   * @param order order of the bytes of a sample of sixteen bits
   */
  @SuppressWarnings("ArrayRecordComponent") // of one file: never compared, never changed
  record Samples(int count, int bits, Colours colours, byte[] palette, ByteOrder order) {}

  /** Parts side by side. */
  int across() {
    return (width + partWidth - 1) / partWidth;
  }

  /** Parts one above the other. */
  int down() {
    return (height + partHeight - 1) / partHeight;
  }

  /** All parts. */
  long parts() {
    return (long) across() * down() * (separate ? samples.count() : 1);
  }

  /** Samples of a pixel in one part. */
  int samplesOfPart() {
    return separate ? 1 : samples.count();
  }

  /** Bytes of a row of a part. */
  long rowBytes() {
    return ((long) partWidth * samplesOfPart() * samples.bits() + 7) / 8;
  }

  /** Rows of a part: the last strip ends with the picture. */
  int rows(int part) {
    int row = part / across() % down();
    return tiled ? partHeight : Math.min(partHeight, height - row * partHeight);
  }

  /** Bytes of a part when it is not compressed. */
  long partBytes(int part) {
    return rowBytes() * rows(part);
  }
}
