package io.framewise.platform.image;

/**
 * What a picture from outside may cost. Checked on its header, before anything is decoded.
 *
 * @param maxBytes largest encoded picture
 * @param maxPixels largest width times height
 * @param minSide smallest width or height
 * @param maxSide largest width or height
 */
public record ImageLimits(int maxBytes, long maxPixels, int minSide, int maxSide) {

  /** 20 MiB, 33 million pixels (8K video), sides from 16 to 16,384 pixels. */
  public static final ImageLimits DEFAULT =
      new ImageLimits(20 * 1024 * 1024, 33_177_600L, 16, 16_384);

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
  }
}
