package io.framewise.platform.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of an uncompressed BMP, held against the length of the file. */
final class BmpFile {

  private static final int FILE_HEADER_BYTES = 14;
  private static final int OLD_HEADER_BYTES = 12;
  private static final int HEADER_BYTES = 40;
  private static final int NEWEST_HEADER_BYTES = 124;
  private static final int PLAIN = 0;
  private static final int MASKS = 3;
  private static final int MASKS_WITH_ALPHA = 6;
  private static final int MOST_COLOURS = 256;

  private BmpFile() {}

  /**
   * What the header says.
   *
   * @throws BadImageException when the file is too short for it, or for a kind that is not read
   */
  static PictureHeader header(byte[] array, ImageLimits limits) {
    ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = bytes.getInt(FILE_HEADER_BYTES);
    boolean old = headerBytes == OLD_HEADER_BYTES;
    if (!old && (headerBytes < HEADER_BYTES || headerBytes > NEWEST_HEADER_BYTES)) {
      throw new BadImageException(
          "not-an-image", "the bytes are none of " + ImageFormat.allNames("and"));
    }
    int width = old ? bytes.getShort(18) & 0xFFFF : bytes.getInt(18);
    long height = old ? bytes.getShort(20) & 0xFFFF : Math.abs((long) bytes.getInt(22));
    int bits = bytes.getShort(old ? 24 : 28);
    int compression = old ? PLAIN : bytes.getInt(30);
    requireKind(bits, compression);
    if (width < 0 || height > Integer.MAX_VALUE) {
      throw PictureHeader.damaged(ImageFormat.BMP, null);
    }
    limits.checkPixels(width, (int) height);
    long start = bytes.getInt(10) & 0xFFFFFFFFL;
    long rowBytes = ((long) width * bits + 31) / 32 * 4;
    if (start < FILE_HEADER_BYTES + headerBytes || start + rowBytes * height > array.length) {
      throw PictureHeader.damaged(ImageFormat.BMP, null);
    }
    if (!old && (bytes.getInt(46) & 0xFFFFFFFFL) > MOST_COLOURS) {
      throw PictureHeader.damaged(ImageFormat.BMP, null);
    }
    int rows = (int) height;
    return PictureHeader.of(
        ImageFormat.BMP,
        width,
        (int) height,
        Orientation.UPRIGHT,
        bits,
        watch ->
            RgbSamples.of(
                JdkReader.read(
                    ImageFormat.BMP, withSizes(array, old, rowBytes, rows), null, watch)));
  }

  /** The JDK's reader insists on two sizes that are often nought; they were checked above. */
  private static byte[] withSizes(byte[] array, boolean old, long rowBytes, int rows) {
    byte[] bytes = array.clone();
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(2, bytes.length);
    if (!old) {
      header.putInt(34, (int) (rowBytes * rows));
    }
    return bytes;
  }

  private static void requireKind(int bits, int compression) {
    boolean masks = compression == MASKS || compression == MASKS_WITH_ALPHA;
    boolean known =
        switch (bits) {
          case 1, 4, 8, 24 -> compression == PLAIN;
          case 16, 32 -> compression == PLAIN || masks;
          default -> throw PictureHeader.damaged(ImageFormat.BMP, null);
        };
    if (!known) {
      throw new BadImageException(
          "not-an-image", "a compressed BMP is not read, save it without compression or as PNG");
    }
  }
}
