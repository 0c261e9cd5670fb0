package io.framewise.platform.image;

/**
 * The frame header of a JPEG.
 *
 * @param progressive whether each scan refines the whole picture
 * @param width width in pixels
 * @param height height in pixels
 * @param components colours
 * @param ids each component's name
 * @param sampling each component's factors, the horizontal one times sixteen
 */
@SuppressWarnings("ArrayRecordComponent") // of one file: never compared, never changed
record JpegFrame(
    boolean progressive, int width, int height, int components, int[] ids, int[] sampling) {

  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int PROGRESSIVE = 0xC2;
  private static final int PRINTING_COLOURS = 4;
  private static final int COLOURS = 3;
  private static final int MOST_SAMPLING = 4;

  /** Whether a marker begins a frame header of whatever kind. */
  static boolean isFrame(int marker) {
    return (marker & 0xF0) == 0xC0 && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /**
   * Reads the one at {@code at}.
   *
   * @throws BadImageException for a kind that is not read
   */
  static JpegFrame read(byte[] bytes, int at, int marker) {
    if (marker != BASELINE && marker != EXTENDED && marker != PROGRESSIVE) {
      throw refused("a lossless, hierarchical or arithmetically coded JPEG");
    }
    if (bytes[at + 4] != 8) {
      throw refused("a JPEG of " + (bytes[at + 4] & 0xFF) + " bits a sample");
    }
    int components = bytes[at + 9] & 0xFF;
    if (components == PRINTING_COLOURS) {
      throw new BadImageException(
          "not-an-image", "a JPEG in four printing colours (CMYK) is not read, save it as RGB");
    }
    if (components != 1 && components != COLOURS) {
      throw refused("a JPEG of " + components + " colours");
    }
    int[] ids = new int[components];
    int[] sampling = new int[components];
    for (int i = 0; i < components; i++) {
      ids[i] = bytes[at + 10 + 3 * i] & 0xFF;
      sampling[i] = bytes[at + 11 + 3 * i] & 0xFF;
      requireFactor(sampling[i] >> 4);
      requireFactor(sampling[i] & 0xF);
    }
    return new JpegFrame(
        marker == PROGRESSIVE, u16(bytes, at + 7), u16(bytes, at + 5), components, ids, sampling);
  }

  /** Samples of all components. */
  long samples() {
    long samples = 0;
    for (int i = 0; i < components; i++) {
      samples += samples(i);
    }
    return samples;
  }

  /**
   * Samples of the components that a scan names, which begin at {@code at}.
   *
   * @throws BadImageException when there is no such component
   */
  long samplesOfScan(byte[] bytes, int at, int count) {
    long samples = 0;
    for (int i = 0; i < count; i++) {
      samples += samples(indexOf(bytes[at + 2 * i] & 0xFF));
    }
    return samples;
  }

  /** Whether the components are called R, G and B. */
  boolean namedRgb() {
    return components == COLOURS && ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B';
  }

  private int indexOf(int id) {
    for (int i = 0; i < components; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    throw PictureHeader.damaged(ImageFormat.JPEG, null);
  }

  private long samples(int component) {
    int widest = 1;
    int highest = 1;
    for (int factors : sampling) {
      widest = Math.max(widest, factors >> 4);
      highest = Math.max(highest, factors & 0xF);
    }
    long columns = ceil((long) width * (sampling[component] >> 4), widest);
    long rows = ceil((long) height * (sampling[component] & 0xF), highest);
    return columns * rows;
  }

  private static long ceil(long dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private static void requireFactor(int factor) {
    if (factor < 1 || factor > MOST_SAMPLING) {
      throw PictureHeader.damaged(ImageFormat.JPEG, null);
    }
  }

  private static BadImageException refused(String kind) {
    return new BadImageException(
        "not-an-image", kind + " is not read, save it as a baseline or progressive one");
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
