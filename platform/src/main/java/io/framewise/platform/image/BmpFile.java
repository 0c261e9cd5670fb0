package io.framewise.platform.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * The header of a BMP, held against the length of the file. The decoder gets a file of the oldest
 * of the forms that have everything needed: no colour space and no profile reaches it.
 */
final class BmpFile {

  private static final int FILE_HEADER_BYTES = 14;
  private static final int OLD_HEADER_BYTES = 12;
  private static final int HEADER_BYTES = 40;
  private static final int OS2_HEADER_BYTES = 64;
  private static final int NEWEST_HEADER_BYTES = 124;
  private static final Set<Integer> HEADERS =
      Set.of(OLD_HEADER_BYTES, HEADER_BYTES, 52, 56, OS2_HEADER_BYTES, 108, NEWEST_HEADER_BYTES);
  private static final int PLAIN = 0;
  private static final int RUNS_OF_BYTES = 1;
  private static final int RUNS_OF_HALVES = 2;
  private static final int MASKS = 3;
  private static final int MASKS_WITH_ALPHA = 6;
  private static final int MASKS_BYTES = 12;
  private static final int MOST_COLOURS = 256;
  private static final int COLOUR_BYTES = 4;
  private static final int OLD_COLOUR_BYTES = 3;

  private final ByteBuffer bytes;
  private final boolean old;
  private final int headerBytes;
  private final int width;
  private final int height;
  private final boolean topDown;
  private final int bits;
  private final int compression;
  private final int start;

  private BmpFile(byte[] array, ImageLimits limits) {
    bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    headerBytes = bytes.getInt(FILE_HEADER_BYTES);
    requireHeader();
    old = headerBytes == OLD_HEADER_BYTES;
    width = old ? bytes.getShort(18) & 0xFFFF : bytes.getInt(18);
    int signedHeight = old ? bytes.getShort(20) & 0xFFFF : bytes.getInt(22);
    topDown = signedHeight < 0;
    height = Math.abs(signedHeight);
    bits = bytes.getShort(old ? 24 : 28);
    compression = old ? PLAIN : bytes.getInt(30);
    requireKind();
    if (width < 0 || height < 0) {
      throw damaged();
    }
    limits.checkPixels(width, height);
    start = bytes.getInt(10);
    requireInside();
  }

  /**
   * What the header says.
   *
   * @throws BadImageException when the file is too short for it, or for a kind that is not read
   */
  static PictureHeader header(byte[] array, ImageLimits limits) {
    BmpFile file = new BmpFile(array, limits);
    return PictureHeader.of(
        ImageFormat.BMP,
        file.width,
        file.height,
        Orientation.UPRIGHT,
        file.isInRuns() ? 2 * Byte.SIZE : file.bits,
        watch -> RgbSamples.of(JdkReader.read(ImageFormat.BMP, file.plain(), watch)));
  }

  private void requireHeader() {
    if (headerBytes < OLD_HEADER_BYTES || headerBytes > NEWEST_HEADER_BYTES) {
      throw new BadImageException(
          "not-an-image", "the bytes are none of " + ImageFormat.allNames("and"));
    }
    if (!HEADERS.contains(headerBytes)) {
      throw refused("with a header of " + headerBytes + " bytes");
    }
  }

  private void requireKind() {
    boolean masks = compression == MASKS || compression == MASKS_WITH_ALPHA;
    if (masks && headerBytes == OS2_HEADER_BYTES) {
      throw refused("that is compressed as fax");
    }
    boolean known =
        switch (bits) {
          case 1, 24 -> compression == PLAIN;
          case 4 -> compression == PLAIN || (compression == RUNS_OF_HALVES && !topDown);
          case 8 -> compression == PLAIN || (compression == RUNS_OF_BYTES && !topDown);
          case 16, 32 -> compression == PLAIN || masks;
          default -> throw damaged();
        };
    if (!known) {
      throw refused("that is compressed in a rare way");
    }
  }

  private void requireInside() {
    long colours = old ? 0 : bytes.getInt(46) & 0xFFFFFFFFL;
    boolean paletted = bits <= Byte.SIZE;
    long size = isInRuns() ? 0 : rowBytes(bits) * height;
    if (start < FILE_HEADER_BYTES + headerBytes
        || start + size > bytes.limit()
        || (paletted && colours > MOST_COLOURS)
        || (hasMasks() && start < FILE_HEADER_BYTES + HEADER_BYTES + MASKS_BYTES)) {
      throw damaged();
    }
  }

  private boolean hasMasks() {
    return compression == MASKS || compression == MASKS_WITH_ALPHA;
  }

  private boolean isInRuns() {
    return compression == RUNS_OF_BYTES || compression == RUNS_OF_HALVES;
  }

  private long rowBytes(int bitsPerPixel) {
    return ((long) width * bitsPerPixel + 31) / 32 * 4;
  }

  /** The same pixels with the header of 40 bytes, without runs. */
  private byte[] plain() {
    int plainBits = isInRuns() ? Byte.SIZE : bits;
    int colours = plainBits <= Byte.SIZE ? 1 << plainBits : 0;
    int masksBytes = hasMasks() ? MASKS_BYTES : 0;
    int size = (int) rowBytes(plainBits) * height;
    int from = FILE_HEADER_BYTES + HEADER_BYTES + masksBytes + COLOUR_BYTES * colours;
    ByteBuffer plain = ByteBuffer.allocate(from + size).order(ByteOrder.LITTLE_ENDIAN);
    plain.put((byte) 'B').put((byte) 'M').putInt(plain.limit()).putInt(0).putInt(from);
    plain.putInt(HEADER_BYTES).putInt(width).putInt(topDown ? -height : height);
    plain.putShort((short) 1).putShort((short) plainBits).putInt(hasMasks() ? MASKS : PLAIN);
    plain.putInt(size).putInt(0).putInt(0).putInt(colours).putInt(0);
    plain.put(bytes.array(), FILE_HEADER_BYTES + HEADER_BYTES, masksBytes);
    if (colours > 0) {
      palette(plain);
    }
    if (isInRuns()) {
      boolean halves = compression == RUNS_OF_HALVES;
      BmpRuns runs = new BmpRuns(bytes.array(), start, width, height, halves);
      runs.unpack(plain.array(), from, (int) rowBytes(plainBits));
    } else {
      plain.put(from, bytes.array(), start, size);
    }
    return plain.array();
  }

  /** Colours that the file leaves out stay black. */
  private void palette(ByteBuffer to) {
    int size = old ? OLD_COLOUR_BYTES : COLOUR_BYTES;
    int from = FILE_HEADER_BYTES + headerBytes;
    int said = old ? 0 : bytes.getInt(46);
    int count = Math.min(said == 0 ? 1 << bits : Math.min(said, 1 << bits), (start - from) / size);
    for (int i = 0; i < count; i++) {
      to.put(bytes.array(), from + i * size, OLD_COLOUR_BYTES).put((byte) 0);
    }
  }

  private static BadImageException refused(String kind) {
    return new BadImageException("not-an-image", "a BMP " + kind + " is not read, save it as PNG");
  }

  private static BadImageException damaged() {
    return PictureHeader.damaged(ImageFormat.BMP, null);
  }
}
