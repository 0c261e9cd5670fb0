package io.framewise.platform.image;

/**
 * What a picture's header says, read and found to agree with itself before a pixel is decoded.
 *
 * @param format format by magic number
 * @param width width in pixels as stored
 * @param height height in pixels as stored
 * @param orientation what makes it upright
 * @param decoderBytes what the decoder holds besides the finished picture
 * @param passes samples that are gone over, all scans together
 * @param pixels reads the pixels
 */
record PictureHeader(
    ImageFormat format,
    int width,
    int height,
    Orientation orientation,
    long decoderBytes,
    long passes,
    PixelReader pixels) {

  private static final int CHANNELS = 3;

  /** A header of a picture whose samples are gone over once. */
  static PictureHeader of(
      ImageFormat format,
      int width,
      int height,
      Orientation orientation,
      long bitsPerPixel,
      PixelReader pixels) {
    long area = (long) width * height;
    long decoderBytes = (area * bitsPerPixel + 7) / 8;
    return new PictureHeader(
        format, width, height, orientation, decoderBytes, CHANNELS * area, pixels);
  }

  /**
   * Reads the header of {@code bytes}.
   *
   * @throws BadImageException when they are no picture, one that contradicts itself, or one outside
   *     {@code limits}
   */
  static PictureHeader read(byte[] bytes, ImageLimits limits) {
    limits.checkBytes(bytes.length);
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(
                () ->
                    new BadImageException(
                        "not-an-image", "the bytes are none of " + ImageFormat.allNames("and")));
    PictureHeader header;
    try {
      header = parse(bytes, format, limits);
    } catch (IndexOutOfBoundsException e) {
      throw new BadImageException(
          "truncated-image", "the " + format + " header is not readable", e);
    }
    limits.check(header);
    return header;
  }

  private static PictureHeader parse(byte[] bytes, ImageFormat format, ImageLimits limits) {
    return switch (format) {
      case JPEG -> JpegFile.header(bytes, limits);
      case PNG -> PngFile.header(bytes, limits);
      case WEBP -> WebpFile.header(bytes, limits);
      case BMP -> BmpFile.header(bytes, limits);
      case TIFF -> TiffFile.header(bytes, limits);
    };
  }

  int uprightWidth() {
    return orientation.swapsSides() ? height : width;
  }

  int uprightHeight() {
    return orientation.swapsSides() ? width : height;
  }

  /** What a decode holds at most: the decoder's own, the finished picture, and a turned one. */
  long heldBytes() {
    int pictures = orientation == Orientation.UPRIGHT ? 1 : 2;
    return decoderBytes + (long) CHANNELS * pictures * width * height;
  }

  /** What is said of a picture whose parts give different sizes. */
  static BadImageException sizesDiffer(ImageFormat format) {
    return new BadImageException(
        "truncated-image", "the " + format + " is damaged: its sizes inside and outside differ");
  }

  /** What is said of a picture that ends too early or is broken. */
  static BadImageException damaged(ImageFormat format, Throwable cause) {
    return new BadImageException(
        "truncated-image", "the " + format + " is damaged or cut off", cause);
  }
}
