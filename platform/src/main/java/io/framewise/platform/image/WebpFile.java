package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The chunks of a WebP, gone over once. libwebp gets a plain file with the one chunk of pixels: no
 * profile, EXIF or alpha reaches it. Of an animation the first picture is taken, on black.
 */
final class WebpFile {

  private static final int RIFF_BYTES = 12;
  private static final int CHUNK_BYTES = 8;
  private static final int RIFF = chunk("RIFF");
  private static final int WEBP = chunk("WEBP");
  private static final int EXTENDED = chunk("VP8X");
  private static final int LOSSY = chunk("VP8 ");
  private static final int LOSSLESS = chunk("VP8L");
  private static final int FRAME = chunk("ANMF");
  private static final int EXIF = chunk("EXIF");
  private static final int FRAME_HEADER_BYTES = 16;
  private static final int HAS_EXIF = 8;
  private static final int SIDE = 0x3FFF;

  /** Outside the heap: RGB, and some rows of what becomes it. */
  private static final int LOSSY_BYTES_PER_PIXEL = 4;

  /** Outside the heap: RGB, RGBA that becomes it, and two or three small pictures that help. */
  private static final int LOSSLESS_BYTES_PER_PIXEL = 9;

  /** The pixels of one chunk and where they go. */
  private record Part(int kind, int from, int to, int x, int y, int width, int height) {}

  private final ByteBuffer bytes;
  private final ImageLimits limits;
  private final int end;
  private int canvasWidth;
  private int canvasHeight;
  private boolean extended;
  private boolean hasExif;
  private boolean animated;
  private Part part;
  private Orientation orientation = Orientation.UPRIGHT;

  private WebpFile(byte[] array, ImageLimits limits) {
    this.limits = limits;
    bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    long stated = CHUNK_BYTES + (bytes.getInt(4) & 0xFFFFFFFFL);
    if (stated > array.length + 1L) { // the last pad byte is often forgotten
      throw PictureHeader.damaged(ImageFormat.WEBP, null);
    }
    end = (int) Math.min(stated, array.length);
  }

  /**
   * What the chunks say.
   *
   * @throws BadImageException when their sizes contradict each other, or when something is missing
   */
  static PictureHeader header(byte[] bytes, ImageLimits limits) {
    return new WebpFile(bytes, limits).read();
  }

  private PictureHeader read() {
    walk(RIFF_BYTES, end, 0, 0);
    if (part == null) {
      throw PictureHeader.damaged(ImageFormat.WEBP, null);
    }
    if (!extended) {
      canvasWidth = part.width();
      canvasHeight = part.height();
    }
    int width = canvasWidth;
    int height = canvasHeight;
    Part pixels = part;
    if (!animated && (pixels.width() != width || pixels.height() != height)) {
      throw PictureHeader.sizesDiffer(ImageFormat.WEBP);
    }
    return new PictureHeader(
        ImageFormat.WEBP,
        width,
        height,
        orientation,
        new DecodeCost(0, nativeBytes(pixels), 3L * width * height),
        watch -> onCanvas(pixels, width, height, watch));
  }

  private static long nativeBytes(Part part) {
    long area = (long) part.width() * part.height();
    int length = part.to() - part.from();
    return part.kind() == LOSSY
        ? length + LOSSY_BYTES_PER_PIXEL * area
        : length
            + LOSSLESS_BYTES_PER_PIXEL * area
            + LosslessCodes.mostBytes(part.width(), part.height(), length);
  }

  private void walk(int from, int to, int x, int y) {
    int at = from;
    while (to - at >= CHUNK_BYTES) {
      long next = (long) at + CHUNK_BYTES + (bytes.getInt(at + 4) & 0xFFFFFFFFL);
      if (next > to) {
        throw PictureHeader.damaged(ImageFormat.WEBP, null);
      }
      chunk(at, (int) next, x, y);
      at = (int) (next + (next - at) % 2);
    }
  }

  private void chunk(int at, int next, int x, int y) {
    int kind = Integer.reverseBytes(bytes.getInt(at));
    int data = at + CHUNK_BYTES;
    if (kind == EXTENDED) {
      canvas(data);
    } else if (kind == LOSSY || kind == LOSSLESS) {
      pixels(kind, data, next, x, y);
    } else if (kind == FRAME && part == null && !animated) {
      frame(data, next);
    } else if (kind == EXIF && hasExif) {
      orientation = IfdFields.orientation(bytes.array(), data, next - data);
      hasExif = false; // the first one counts, as for libwebp, and only where it was announced
    }
  }

  private void canvas(int data) {
    if (extended || part != null) {
      throw PictureHeader.sizesDiffer(ImageFormat.WEBP);
    }
    extended = true;
    hasExif = (bytes.get(data) & HAS_EXIF) != 0;
    canvasWidth = 1 + u24(data + 4);
    canvasHeight = 1 + u24(data + 7);
    limits.checkPixels(canvasWidth, canvasHeight);
  }

  private void frame(int data, int next) {
    int x = 2 * u24(data);
    int y = 2 * u24(data + 3);
    animated = true;
    walk(data + FRAME_HEADER_BYTES, next, x, y);
    boolean agree =
        extended
            && part != null
            && part.width() == 1 + u24(data + 6)
            && part.height() == 1 + u24(data + 9)
            && x + part.width() <= canvasWidth
            && y + part.height() <= canvasHeight;
    if (!agree) {
      throw PictureHeader.sizesDiffer(ImageFormat.WEBP);
    }
  }

  private void pixels(int kind, int data, int next, int x, int y) {
    if (part != null) {
      throw PictureHeader.sizesDiffer(ImageFormat.WEBP);
    }
    int width;
    int height;
    if (kind == LOSSY) {
      boolean key = (bytes.get(data) & 1) == 0 && u24(data + 3) == 0x2A019D;
      width = bytes.getShort(data + 6) & SIDE;
      height = key ? bytes.getShort(data + 8) & SIDE : 0;
    } else {
      int sides = bytes.getInt(data + 1);
      width = 1 + (sides & SIDE);
      height = bytes.get(data) == 0x2F ? 1 + ((sides >>> 14) & SIDE) : 0;
    }
    if (height == 0) {
      throw PictureHeader.damaged(ImageFormat.WEBP, null);
    }
    part = new Part(kind, data, next, x, y, width, height);
  }

  /** A file of nothing but one chunk of pixels. */
  private byte[] file(Part part) {
    int length = part.to() - part.from();
    int padded = length + length % 2;
    ByteBuffer file = ByteBuffer.allocate(RIFF_BYTES + CHUNK_BYTES + padded);
    file.putInt(RIFF).putInt(Integer.reverseBytes(4 + CHUNK_BYTES + padded)).putInt(WEBP);
    file.putInt(part.kind()).putInt(Integer.reverseBytes(length));
    return file.put(bytes.array(), part.from(), length).array();
  }

  private BufferedImage onCanvas(Part part, int width, int height, DecodeWatch watch)
      throws IOException {
    if (part.kind() == LOSSLESS) {
      LosslessCodes.check(bytes.array(), part.from(), part.to(), watch);
    }
    BufferedImage canvas = RgbImages.create(width, height);
    int first = 3 * (part.y() * width + part.x());
    byte[] to = RgbImages.bytes(canvas);
    LibWebp.decode(file(part), part.width(), part.height(), to, first, 3 * width);
    return canvas;
  }

  private int u24(int at) {
    return bytes.getInt(at - 1) >>> 8;
  }

  private static int chunk(String name) {
    return name.chars().reduce(0, (word, letter) -> word << 8 | letter);
  }
}
