package io.framewise.platform.image;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markers of a JPEG, gone over once from the first to the last. The decoder gets only what is
 * needed for the pixels: no EXIF, profile, comment or thumbnail reaches it, and what its colours
 * mean is told it in one way, settled here as libjpeg does.
 */
final class JpegFile {

  private static final int MARKER = 0xFF;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int NUMBER_OF_LINES = 0xDC;
  private static final int JFIF = 0xE0;
  private static final int EXIF = 0xE1;
  private static final int ADOBE = 0xEE;
  private static final int LAST_APPLICATION = 0xEF;
  private static final int COMMENT = 0xFE;

  private static final byte[] JFIF_NAME = {'J', 'F', 'I', 'F', 0};
  private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final int SHORTEST_JFIF = 16;
  private static final int SHORTEST_ADOBE = 14;
  private static final int ADOBE_TRANSFORM = 13;

  /** Start, then JFIF 1.2 without unit or thumbnail: luma and two chromas, or grey. */
  private static final byte[] START_LUMA = {
    -1, -40, -1, (byte) JFIF, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
  };

  /** Start, then Adobe's marker without flags: red, green and blue. */
  private static final byte[] START_RGB = {
    -1, -40, -1, (byte) ADOBE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  private static final byte[] END = {-1, (byte) END_OF_IMAGE};

  /** What libjpeg says of bytes that it did not need. Some cameras fill up with noughts. */
  private static final Pattern FILLING =
      Pattern.compile("(\\d{1,9}) extraneous bytes before marker");

  /** The last of 64 coefficients. */
  private static final int LAST_COEFFICIENT = 63;

  /** A progressive JPEG has about ten; each costs a pass over the whole picture. */
  private static final int MOST_SCANS = 100;

  private final byte[] bytes;
  private final ImageLimits limits;
  private final KeptBytes kept;
  private JpegFrame frame;
  private Orientation orientation;
  private boolean jfif;
  private boolean adobeRgb;
  private boolean adobe;
  private int scans;
  private long passes;
  private int mostComponentsOfAScan;
  private boolean huffmanTables;
  private int longestFilling;

  private JpegFile(byte[] bytes, ImageLimits limits) {
    this.bytes = bytes;
    this.limits = limits;
    kept = new KeptBytes(bytes);
  }

  /**
   * What the markers say.
   *
   * @throws BadImageException when they contradict each other, when the end is missing, or for a
   *     kind that is not read
   */
  static PictureHeader header(byte[] bytes, ImageLimits limits) {
    return new JpegFile(bytes, limits).read();
  }

  private PictureHeader read() {
    int at = 2;
    int marker = markerAt(at);
    while (marker != END_OF_IMAGE) {
      at = segment(at, marker);
      marker = markerAt(at);
    }
    if (frame == null || scans == 0) {
      throw PictureHeader.damaged(ImageFormat.JPEG, null);
    }
    boolean severalPasses = frame.progressive() || mostComponentsOfAScan < frame.components();
    byte[] start = JpegTables.behind(isRgb() ? START_RGB : START_LUMA, huffmanTables);
    return new PictureHeader(
        ImageFormat.JPEG,
        frame.width(),
        frame.height(),
        orientation == null ? Orientation.UPRIGHT : orientation,
        new DecodeCost(0, severalPasses ? Short.BYTES * frame.samples() : 0, passes),
        watch ->
            JdkReader.read(
                ImageFormat.JPEG,
                kept.between(start, END),
                RgbImages.create(frame.width(), frame.height()),
                this::isFilling,
                watch));
  }

  /** Whether a warning is only about noughts that fill up the end of a scan. */
  private boolean isFilling(String warning) {
    Matcher filling = FILLING.matcher(warning);
    return filling.find() && Integer.parseInt(filling.group(1)) <= longestFilling;
  }

  /** A marker may be preceded by any number of fill bytes; anything else there is damage. */
  private int markerAt(int from) {
    int at = from;
    if (at + 1 >= bytes.length || at(at) != MARKER) {
      throw PictureHeader.damaged(ImageFormat.JPEG, null);
    }
    while (at < bytes.length && at(at) == MARKER) {
      at++;
    }
    if (at == bytes.length) {
      throw PictureHeader.damaged(ImageFormat.JPEG, null);
    }
    return at(at);
  }

  /** Takes in one segment; returns where the next begins. */
  private int segment(int from, int marker) {
    int at = from;
    while (at(at + 1) == MARKER) {
      at++;
    }
    int end = at + 2 + u16(at + 2);
    if (u16(at + 2) < 2 || end > bytes.length) {
      throw PictureHeader.damaged(ImageFormat.JPEG, null);
    }
    if (marker == START_OF_SCAN) {
      end = scan(at, end);
    } else if (JpegFrame.isFrame(marker)) {
      frame(at, marker);
    } else if (marker == HUFFMAN_TABLES) {
      huffmanTables |= scans == 0;
    } else if (marker == NUMBER_OF_LINES) {
      throw PictureHeader.sizesDiffer(ImageFormat.JPEG);
    } else if ((marker >= JFIF && marker <= LAST_APPLICATION) || marker == COMMENT) {
      metadata(at, end, marker);
      return end;
    }
    kept.keep(at, end);
    return end;
  }

  private void frame(int at, int marker) {
    if (frame != null) {
      throw PictureHeader.sizesDiffer(ImageFormat.JPEG);
    }
    frame = JpegFrame.read(bytes, at, marker);
    limits.checkPixels(frame.width(), frame.height());
  }

  private int scan(int at, int headerEnd) {
    if (frame == null) {
      throw PictureHeader.damaged(ImageFormat.JPEG, null);
    }
    if (++scans > MOST_SCANS) {
      throw new BadImageException(
          "not-an-image", "a JPEG of more than " + MOST_SCANS + " scans is not read");
    }
    int components = at(at + 4);
    passes += frame.samplesOfScan(bytes, at + 5, components);
    mostComponentsOfAScan = Math.max(mostComponentsOfAScan, components);
    if (!frame.progressive()) {
      wholeSpectrum(headerEnd);
    }
    int end = endOfScan(headerEnd);
    int filling = 0;
    while (bytes[end - 1 - filling] == 0 && bytes[end - 2 - filling] != (byte) MARKER) {
      filling++;
    }
    longestFilling = Math.max(longestFilling, filling);
    return end;
  }

  /**
   * Only a progressive JPEG has scans of some coefficients; others are read whole, as libjpeg does.
   */
  private void wholeSpectrum(int headerEnd) {
    kept.change(headerEnd - 3, 0);
    kept.change(headerEnd - 2, LAST_COEFFICIENT);
    kept.change(headerEnd - 1, 0);
  }

  /** In a scan a marker is followed by neither nought (a plain 0xFF) nor a restart number. */
  private int endOfScan(int from) {
    for (int at = from; at < bytes.length - 1; at++) {
      if (bytes[at] == (byte) MARKER) {
        int next = at(at + 1);
        if (next != 0 && next != MARKER && (next & 0xF8) != 0xD0) {
          return at;
        }
      }
    }
    return bytes.length;
  }

  private void metadata(int at, int end, int marker) {
    int length = end - at - 2;
    if (marker == JFIF && length >= SHORTEST_JFIF && named(at, JFIF_NAME)) {
      jfif = true;
    } else if (marker == ADOBE && length >= SHORTEST_ADOBE && named(at, ADOBE_NAME)) {
      adobe = true;
      adobeRgb = at(at + 2 + ADOBE_TRANSFORM) == 0;
    } else if (marker == EXIF
        && orientation == null
        && scans == 0
        && IfdFields.startsWithName(bytes, at + 4, end - at - 4)) {
      orientation = IfdFields.orientation(bytes, at + 4, end - at - 4);
    }
  }

  private boolean named(int at, byte[] name) {
    int from = at + 4;
    if (from + name.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (bytes[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isRgb() {
    return frame.components() > 1 && !jfif && (adobe ? adobeRgb : frame.namedRgb());
  }

  private int u16(int index) {
    return at(index) << 8 | at(index + 1);
  }

  private int at(int index) {
    return bytes[index] & 0xFF;
  }
}
