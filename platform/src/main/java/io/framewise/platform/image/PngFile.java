package io.framewise.platform.image;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG, gone over once. The decoder gets only those that are needed for the pixels:
 * zipped text and profiles could unpack to gigabytes there, and it stumbles over what says how
 * transparent they are, which is dropped in any case.
 */
final class PngFile {

  private static final int SIGNATURE_BYTES = 8;
  private static final int FRAME_BYTES = 12;
  private static final int HEADER_BYTES = 13;
  private static final int HEADER = chunk("IHDR");
  private static final int PALETTE = chunk("PLTE");
  private static final int DATA = chunk("IDAT");
  private static final int END = chunk("IEND");
  private static final int EXIF = chunk("eXIf");
  private static final Set<Integer> KEPT = Set.of(HEADER, DATA, END);

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTED = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGBA = 6;

  private final ByteBuffer bytes;
  private final ImageLimits limits;
  private final KeptBytes kept;
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean headed;

  private PngFile(byte[] bytes, ImageLimits limits) {
    this.limits = limits;
    this.bytes = ByteBuffer.wrap(bytes);
    kept = new KeptBytes(bytes);
    kept.keep(0, SIGNATURE_BYTES);
  }

  /**
   * What the chunks say.
   *
   * @throws BadImageException when there are two headers, when something is missing, or when the
   *     header says what no PNG can be
   */
  static PictureHeader header(byte[] bytes, ImageLimits limits) {
    return new PngFile(bytes, limits).read();
  }

  private PictureHeader read() {
    int at = SIGNATURE_BYTES;
    int kind;
    do {
      kind = bytes.getInt(at + 4);
      at = chunk(at, kind);
    } while (kind != END);
    return PictureHeader.of(
        ImageFormat.PNG,
        bytes.getInt(16),
        bytes.getInt(20),
        orientation,
        bitsPerPixel(bytes.get(24), bytes.get(25)),
        watch -> RgbSamples.of(JdkReader.read(ImageFormat.PNG, kept.bytes(), watch)));
  }

  /** Takes in one chunk; returns where the next begins. */
  private int chunk(int at, int kind) {
    long end = FRAME_BYTES + at + (bytes.getInt(at) & 0xFFFFFFFFL);
    if (end > bytes.limit()) {
      throw PictureHeader.damaged(ImageFormat.PNG, null);
    }
    int length = (int) end - at;
    if (kind == HEADER) {
      requireFirst(at, length);
    } else if (!headed) {
      throw PictureHeader.damaged(ImageFormat.PNG, null);
    }
    if (KEPT.contains(kind) || (kind == PALETTE && bytes.get(25) == PALETTED)) {
      requireSum(at, length);
      kept.keep(at, (int) end);
    } else if (kind == EXIF) {
      orientation = IfdFields.orientation(bytes.array(), at + 8, length - FRAME_BYTES);
    }
    return (int) end;
  }

  private void requireFirst(int at, int length) {
    if (headed) {
      throw PictureHeader.sizesDiffer(ImageFormat.PNG);
    }
    boolean known = bytes.get(at + 18) == 0 && bytes.get(at + 19) == 0;
    if (length != FRAME_BYTES + HEADER_BYTES || !known) {
      throw PictureHeader.damaged(ImageFormat.PNG, null);
    }
    headed = true;
    limits.checkPixels(bytes.getInt(at + 8), bytes.getInt(at + 12));
  }

  private void requireSum(int at, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes.array(), at + 4, length - 8);
    if ((int) sum.getValue() != bytes.getInt(at + length - 4)) {
      throw PictureHeader.damaged(ImageFormat.PNG, null);
    }
  }

  private static int bitsPerPixel(int depth, int color) {
    boolean whole = depth == 8 || depth == 16;
    boolean packed = depth == 1 || depth == 2 || depth == 4;
    return switch (color) {
      case GREY -> require(whole || packed, depth);
      case RGB -> require(whole, 3 * depth);
      case PALETTED -> require(depth == 8 || packed, depth);
      case GREY_ALPHA -> require(whole, 2 * depth);
      case RGBA -> require(whole, 4 * depth);
      default -> require(false, 0);
    };
  }

  private static int require(boolean possible, int bits) {
    if (!possible) {
      throw PictureHeader.damaged(ImageFormat.PNG, null);
    }
    return bits;
  }

  private static int chunk(String name) {
    return name.chars().reduce(0, (word, letter) -> word << 8 | letter);
  }
}
