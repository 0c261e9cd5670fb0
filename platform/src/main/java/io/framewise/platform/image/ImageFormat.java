package io.framewise.platform.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The picture formats that are taken, told by their magic numbers. */
public enum ImageFormat {
  /** JPEG, by its start-of-image marker. */
  JPEG("image/jpeg"),
  /** PNG, by its signature. */
  PNG("image/png"),
  /** WebP, by its RIFF header. */
  WEBP("image/webp"),
  /** BMP, by its first two letters and the sizes of its headers. */
  BMP("image/bmp"),
  /** TIFF, by its byte order and the number that follows. */
  TIFF("image/tiff");

  private static final byte[] JPEG_MAGIC = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] RIFF_MAGIC = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBP_MAGIC = "WEBP".getBytes(StandardCharsets.US_ASCII);
  private static final int WEBP_OFFSET = 8;
  private static final byte[] BMP_MAGIC = {'B', 'M'};
  private static final byte[] BMP_UNUSED = {0, 0, 0, 0};
  private static final int BMP_UNUSED_OFFSET = 6;
  private static final byte[] LITTLE_TIFF_MAGIC = {'I', 'I', 42, 0};
  private static final byte[] BIG_TIFF_MAGIC = {'M', 'M', 0, 42};

  private final String contentType;

  ImageFormat(String contentType) {
    this.contentType = contentType;
  }

  /** MIME type. */
  public String contentType() {
    return contentType;
  }

  /** The format of a MIME type, when it is taken. */
  public static Optional<ImageFormat> ofContentType(String contentType) {
    return Stream.of(values()).filter(format -> format.contentType.equals(contentType)).findFirst();
  }

  /** The format of some bytes, when they begin like one. */
  public static Optional<ImageFormat> of(byte[] bytes) {
    if (startsWith(bytes, 0, JPEG_MAGIC)) {
      return Optional.of(JPEG);
    }
    if (startsWith(bytes, 0, PNG_MAGIC)) {
      return Optional.of(PNG);
    }
    if (startsWith(bytes, 0, RIFF_MAGIC) && startsWith(bytes, WEBP_OFFSET, WEBP_MAGIC)) {
      return Optional.of(WEBP);
    }
    if (startsWith(bytes, 0, BMP_MAGIC) && startsWith(bytes, BMP_UNUSED_OFFSET, BMP_UNUSED)) {
      return Optional.of(BMP);
    }
    if (startsWith(bytes, 0, LITTLE_TIFF_MAGIC) || startsWith(bytes, 0, BIG_TIFF_MAGIC)) {
      return Optional.of(TIFF);
    }
    return Optional.empty();
  }

  /** All formats in words, the last after {@code word}: JPEG, PNG, WebP, BMP or TIFF. */
  public static String allNames(String word) {
    String names = Stream.of(values()).map(ImageFormat::toString).collect(Collectors.joining(", "));
    int last = names.lastIndexOf(", ");
    return names.substring(0, last) + " " + word + names.substring(last + 1);
  }

  @Override
  public String toString() {
    return this == WEBP ? "WebP" : name();
  }

  private static boolean startsWith(byte[] bytes, int offset, byte[] magic) {
    int end = offset + magic.length;
    return bytes.length >= end && Arrays.equals(bytes, offset, end, magic, 0, magic.length);
  }
}
