package io.framewise.platform.image;

import java.nio.ByteBuffer;
import java.util.Set;

/** The first directory of a TIFF, its first page, held against the length of the file. */
final class TiffFile {

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int COLOURS = 262;
  private static final int FILL_ORDER = 266;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_BYTES = 279;
  private static final int PLANES = 284;
  private static final int PREDICTOR = 317;
  private static final int PALETTE = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;

  private static final int PREMULTIPLIED = 1;
  private static final int UNSIGNED = 1;
  private static final int DIFFERENCES = 2;
  private static final int SEPARATE = 2;
  private static final int MOST_SAMPLES = 4;
  private static final int WIDE_TILE = 512;
  private static final int TILE_STEP = 16;
  private static final long MOST_PARTS = 1 << 18;
  private static final long ALL_ROWS = 0xFFFFFFFFL;

  private final byte[] bytes;
  private final IfdFields fields;

  private TiffFile(byte[] bytes) {
    this.bytes = bytes;
    fields = new IfdFields(ByteBuffer.wrap(bytes));
  }

  /**
   * What the directory says.
   *
   * @throws BadImageException when it contradicts itself or the file, or for a kind that is not
   *     read
   */
  static PictureHeader header(byte[] bytes, ImageLimits limits) {
    TiffFile file = new TiffFile(bytes);
    int width = file.side(WIDTH);
    int height = file.side(HEIGHT);
    limits.checkPixels(width, height);
    TiffLayout.Samples samples = file.samples();
    TiffLayout layout = file.layout(width, height, samples);
    return PictureHeader.of(
        ImageFormat.TIFF,
        width,
        height,
        file.fields.orientation(),
        Byte.SIZE + (long) samples.count() * samples.bits(),
        watch -> new TiffPixels(bytes, layout).read(watch));
  }

  private int side(int tag) {
    long side = fields.number(tag, 0);
    if (side > Integer.MAX_VALUE) {
      throw PictureHeader.damaged(ImageFormat.TIFF, null);
    }
    return (int) side;
  }

  private TiffLayout.Samples samples() {
    int count = (int) Math.min(fields.number(SAMPLES, 1), MOST_SAMPLES + 1L);
    int bits = (int) Math.min(fields.number(BITS, 1), 64);
    for (long each : fields.count(BITS) <= MOST_SAMPLES ? fields.numbers(BITS) : new long[] {-1}) {
      require(each == bits, "of samples of several sizes");
    }
    TiffLayout.Colours colours = colours();
    require(Set.of(1, 2, 4, 8, 16).contains(bits), "of " + bits + " bits a sample");
    require(fields.number(SAMPLE_FORMAT, UNSIGNED) == UNSIGNED, "of signed or floating numbers");
    require(fields.number(FILL_ORDER, 1) == 1, "of reversed bits");
    require(fields.number(EXTRA_SAMPLES, 0) != PREMULTIPLIED, "of premultiplied transparency");
    boolean whole = bits >= Byte.SIZE;
    boolean fits =
        switch (colours) {
          case RGB -> (count == 3 || count == MOST_SAMPLES) && whole;
          case PALETTE -> count == 1 && bits <= Byte.SIZE;
          case BLACK_IS_NOUGHT, WHITE_IS_NOUGHT -> count == 1 || (count == 2 && whole);
        };
    require(fits, "of " + count + " samples of " + bits + " bits");
    return new TiffLayout.Samples(count, bits, colours, palette(colours, bits), fields.order());
  }

  private TiffLayout.Colours colours() {
    return TiffLayout.Colours.of(fields.number(COLOURS, -1))
        .orElseThrow(() -> refused("of rare colours"));
  }

  /** The upper bytes of the colour map: all reds, all greens, all blues. */
  private byte[] palette(TiffLayout.Colours colours, int bits) {
    if (colours != TiffLayout.Colours.PALETTE) {
      return new byte[0];
    }
    if (fields.count(PALETTE) != 3L << bits) {
      throw PictureHeader.damaged(ImageFormat.TIFF, null);
    }
    long[] levels = fields.numbers(PALETTE);
    byte[] palette = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      palette[i] = (byte) (levels[i] >> Byte.SIZE);
    }
    return palette;
  }

  private TiffLayout layout(int width, int height, TiffLayout.Samples samples) {
    TiffCompression compression =
        TiffCompression.of(fields.number(COMPRESSION, 1))
            .orElseThrow(() -> refused(compressed(fields.number(COMPRESSION, 1))));
    long predictor = fields.number(PREDICTOR, 1);
    boolean differences = predictor == DIFFERENCES && compression.mayPredict();
    require(
        predictor == 1 || !compression.mayPredict() || (differences && samples.bits() >= Byte.SIZE),
        "of a rare predictor");
    boolean tiled = fields.has(TILE_WIDTH);
    int partWidth = tiled ? tileSide(TILE_WIDTH, width) : width;
    int partHeight = tiled ? tileSide(TILE_HEIGHT, height) : rowsPerStrip(height);
    boolean separate = fields.number(PLANES, 1) == SEPARATE;
    if (partWidth < 1 || partHeight < 1) {
      throw PictureHeader.damaged(ImageFormat.TIFF, null);
    }
    TiffLayout layout =
        new TiffLayout(
            width,
            height,
            partWidth,
            partHeight,
            tiled,
            separate && samples.count() > 1,
            samples,
            compression,
            differences,
            parts(tiled ? TILE_OFFSETS : STRIP_OFFSETS),
            parts(tiled ? TILE_BYTES : STRIP_BYTES));
    requireParts(layout);
    return layout;
  }

  private static String compressed(long number) {
    return switch ((int) Math.min(number, Integer.MAX_VALUE)) {
      case 2, 3, 4 -> "that is compressed as fax";
      case 6, 7 -> "that is compressed as JPEG";
      default -> "that is compressed in a rare way";
    };
  }

  private int rowsPerStrip(int height) {
    return (int) Math.min(fields.number(ROWS_PER_STRIP, ALL_ROWS), height);
  }

  /** A tile may reach over the edge, but not by more than its size has to be rounded up. */
  private int tileSide(int tag, int whole) {
    long side = fields.number(tag, 0);
    if (side > Math.max(WIDE_TILE, (long) whole + TILE_STEP)) {
      throw PictureHeader.sizesDiffer(ImageFormat.TIFF);
    }
    return (int) side;
  }

  private long[] parts(int tag) {
    require(fields.count(tag) <= MOST_PARTS, "of more than " + MOST_PARTS + " parts");
    return fields.numbers(tag);
  }

  private void requireParts(TiffLayout layout) {
    if (layout.parts() != layout.offsets().length || layout.parts() != layout.lengths().length) {
      throw PictureHeader.sizesDiffer(ImageFormat.TIFF);
    }
    boolean inside = true;
    for (int part = 0; part < layout.parts(); part++) {
      long length = layout.lengths()[part];
      inside &= layout.offsets()[part] + length <= bytes.length;
      inside &= layout.compression() != TiffCompression.NONE || length >= layout.partBytes(part);
    }
    if (!inside) {
      throw PictureHeader.damaged(ImageFormat.TIFF, null);
    }
  }

  private static void require(boolean read, String kind) {
    if (!read) {
      throw refused(kind);
    }
  }

  private static BadImageException refused(String kind) {
    return new BadImageException(
        "not-an-image", "a TIFF " + kind + " is not read, save it as 8-bit RGB or grey");
  }
}
