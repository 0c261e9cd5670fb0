package io.framewise.platform.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * An encoded picture without what is not needed for its pixels: no EXIF, colour profile, comment or
 * text ever reaches a decoder. That bounds what they could cost there (zipped text and profiles
 * unpack to gigabytes), and colours come out as Pillow's, which ignores profiles too. Whatever is
 * malformed is passed on for the decoder to refuse.
 */
final class EssentialBytes {

  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int PNG_FRAME_BYTES = 12;
  private static final Set<Integer> PNG_CHUNKS =
      Set.of(chunk("IHDR"), chunk("PLTE"), chunk("tRNS"), chunk("IDAT"), chunk("IEND"));

  private static final int MARKER = 0xFF;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int JFIF = 0xE0;
  private static final int ADOBE = 0xEE;
  private static final int LAST_APPLICATION = 0xEF;
  private static final int COMMENT = 0xFE;

  /** A progressive JPEG has about ten; each costs a pass over the whole picture. */
  private static final int MOST_SCANS = 100;

  private EssentialBytes() {}

  /**
   * What of {@code bytes} the decoder gets to see.
   *
   * @throws BadImageException for a JPEG in four colours or with very many scans
   */
  static byte[] of(byte[] bytes, ImageFormat format) {
    return switch (format) {
      case PNG -> png(bytes);
      case JPEG -> jpeg(bytes);
      case WEBP -> bytes;
    };
  }

  private static byte[] png(byte[] bytes) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    kept.write(bytes, 0, PNG_SIGNATURE_BYTES);
    int at = PNG_SIGNATURE_BYTES;
    while (bytes.length - at >= PNG_FRAME_BYTES) {
      ByteBuffer head = ByteBuffer.wrap(bytes, at, 8);
      long length = PNG_FRAME_BYTES + (long) head.getInt();
      if (length < PNG_FRAME_BYTES || length > bytes.length - at) {
        break;
      }
      if (PNG_CHUNKS.contains(head.getInt())) {
        kept.write(bytes, at, (int) length);
      }
      at += (int) length;
    }
    kept.write(bytes, at, bytes.length - at);
    return kept.toByteArray();
  }

  private static int chunk(String name) {
    return name.chars().reduce(0, (word, letter) -> word << 8 | letter);
  }

  private static byte[] jpeg(byte[] bytes) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    kept.write(bytes, 0, 2);
    int at = 2;
    int scans = 0;
    while (bytes.length - at >= 4 && at(bytes, at) == MARKER) {
      int marker = at(bytes, at + 1);
      int end = at + 2 + (at(bytes, at + 2) << 8 | at(bytes, at + 3));
      if (marker == MARKER || marker == END_OF_IMAGE || end > bytes.length) {
        break;
      }
      checkFrame(bytes, at, marker);
      if (marker == START_OF_SCAN) {
        end = endOfScan(bytes, end);
        checkScans(++scans);
      }
      if (!isMetadata(marker)) {
        kept.write(bytes, at, end - at);
      }
      at = end;
    }
    kept.write(bytes, at, bytes.length - at);
    return kept.toByteArray();
  }

  private static boolean isMetadata(int marker) {
    return marker == COMMENT || (marker > JFIF && marker <= LAST_APPLICATION && marker != ADOBE);
  }

  /** In a scan a marker is followed by neither nought (a plain 0xFF) nor a restart number. */
  private static int endOfScan(byte[] bytes, int from) {
    for (int at = from; at < bytes.length - 1; at++) {
      if (bytes[at] == (byte) MARKER) {
        int next = at(bytes, at + 1);
        if (next != 0 && next != MARKER && (next & 0xF8) != 0xD0) {
          return at;
        }
      }
    }
    return bytes.length;
  }

  private static void checkFrame(byte[] bytes, int at, int marker) {
    boolean frame = (marker & 0xF0) == 0xC0 && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame && bytes.length - at > 9 && at(bytes, at + 9) == 4) {
      throw new BadImageException(
          "not-an-image", "a JPEG in four printing colours (CMYK) is not read, save it as RGB");
    }
  }

  private static void checkScans(int scans) {
    if (scans > MOST_SCANS) {
      throw new BadImageException(
          "not-an-image", "a JPEG of more than " + MOST_SCANS + " scans is not read");
    }
  }

  private static int at(byte[] bytes, int index) {
    return bytes[index] & 0xFF;
  }
}
