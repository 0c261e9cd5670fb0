package io.framewise.platform.image;

import java.time.Duration;

/**
 * What a picture from outside may cost. All but the time is checked on its header, before anything
 * is decoded.
 *
 * @param maxBytes largest encoded picture
 * @param maxPixels largest width times height
 * @param minSide smallest width or height
 * @param maxSide largest width or height
 * @param maxAspect how many times longer the longer side may be
 * @param maxDecoderBytes most Java heap that a decoder may hold besides the finished picture
 * @param maxPasses most samples that a decoder may go over, all scans of a picture together
 * @param maxTime how much of a processor's time decoding a small picture may take; then it is given
 *     up
 */
public record ImageLimits(
    int maxBytes,
    long maxPixels,
    int minSide,
    int maxSide,
    int maxAspect,
    long maxDecoderBytes,
    long maxPasses,
    Duration maxTime) {

  /** What a slow processor takes for a sample that is gone over. */
  private static final long NANOS_PER_SAMPLE = 20;

  /** No small file gets more time for what it says of itself. */
  private static final long NANOS_PER_BYTE = 2_000;

  private static final long PIXELS_OF_8K = 7680L * 4320;

  /**
   * 20 MiB; 33 million pixels (8K video); sides from 16 to 16,384 pixels, the longer at most 50
   * times the shorter; a decoder that holds 7 bytes for each pixel of 8K, and goes over three
   * samples of each 12 times; 2 seconds for a small picture.
   */
  public static final ImageLimits DEFAULT =
      new ImageLimits(
          20 * 1024 * 1024,
          PIXELS_OF_8K,
          16,
          16_384,
          50,
          7 * PIXELS_OF_8K,
          12 * 3 * PIXELS_OF_8K,
          Duration.ofSeconds(2));

  /** Fails unless an encoded picture of {@code bytes} bytes may be looked at. */
  public void checkBytes(long bytes) {
    if (bytes == 0) {
      throw new BadImageException("empty-file", "there are no bytes");
    }
    if (bytes > maxBytes) {
      throw new BadImageException("too-large", bytes + " bytes, at most " + maxBytes + " are read");
    }
  }

  /** Fails unless a picture of this size may be decoded. */
  public void checkPixels(int width, int height) {
    if (width < minSide || height < minSide) {
      throw new BadImageException(
          "too-small", width + " x " + height + " pixels, each side needs at least " + minSide);
    }
    if (width > maxSide || height > maxSide || (long) width * height > maxPixels) {
      throw new BadImageException(
          "too-many-pixels",
          width
              + " x "
              + height
              + " pixels, at most "
              + maxPixels
              + " pixels and "
              + maxSide
              + " a side are decoded");
    }
    if (Math.max(width, height) > (long) maxAspect * Math.min(width, height)) {
      throw new BadImageException(
          "too-small",
          width
              + " x "
              + height
              + " pixels, the longer side may be at most "
              + maxAspect
              + " times the shorter");
    }
  }

  /** Fails unless a picture with this header may be decoded. */
  void check(PictureHeader header) {
    checkPixels(header.width(), header.height());
    if (header.cost().heapBytes() > maxDecoderBytes) {
      throw new BadImageException(
          "too-many-pixels",
          size(header)
              + " hold "
              + header.cost().heapBytes()
              + " bytes while they are decoded, at most "
              + maxDecoderBytes
              + " are taken: save it with fewer bits or channels, or smaller");
    }
    if (header.cost().passes() > maxPasses) {
      throw new BadImageException(
          "too-many-pixels",
          size(header) + " in so many scans take too long to decode: save it with fewer scans");
    }
  }

  /** How much of a processor's time decoding a file of {@code fileBytes} bytes may take. */
  Duration time(PictureHeader header, int fileBytes) {
    long more = Math.min(header.cost().passes() * NANOS_PER_SAMPLE, fileBytes * NANOS_PER_BYTE);
    return maxTime.plusNanos(more);
  }

  private static String size(PictureHeader header) {
    return header.width() + " x " + header.height() + " pixels";
  }
}
