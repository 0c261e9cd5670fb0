package io.framewise.platform.image;

/**
 * What a picture's header says, read and found to agree with itself before a pixel is decoded.
 *
 * @param format format by magic number
 * @param width width in pixels as stored
 * @param height height in pixels as stored
 * @param orientation what makes it upright
 * @param cost what decoding it costs
 * @param pixels reads the pixels
 */
record PictureHeader(
    ImageFormat format,
    int width,
    int height,
    Orientation orientation,
    DecodeCost cost,
    PixelReader pixels) {

  private static final int CHANNELS = 3;

  /** A header of a picture whose samples are gone over once, by a decoder in the heap. */
  static PictureHeader of(
      ImageFormat format,
      int width,
      int height,
      Orientation orientation,
      long bitsPerPixel,
      PixelReader pixels) {
    long area = (long) width * height;
    DecodeCost cost = new DecodeCost((area * bitsPerPixel + 7) / 8, 0, CHANNELS * area);
    return new PictureHeader(format, width, height, orientation, cost, pixels);
  }

  /**
   * Reads the header of {@code bytes}.
   *
   * @throws BadImageException when they are no picture, one that contradicts itself, or one outside
   *     {@code limits}
   */
  static PictureHeader read(byte[] bytes, ImageLimits limits) {
    limits.checkBytes(bytes.length);
    ImageFormat format = ImageFormat.of(bytes).orElseThrow(() -> noPicture(bytes));
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

  private static BadImageException noPicture(byte[] bytes) {
    String taken = ImageFormat.allNames("and");
    return new BadImageException(
        "not-an-image",
        OtherFiles.of(bytes)
            .map(other -> "it is " + other + "; only " + taken + " are read")
            .orElse("the bytes are none of " + taken));
  }

  int uprightWidth() {
    return orientation.swapsSides() ? height : width;
  }

  int uprightHeight() {
    return orientation.swapsSides() ? width : height;
  }

  /**
   * Java heap that a decode holds at most: the file as it came and as the decoder gets it, the
   * finished picture, and the decoder's own or, later, a turned picture.
   */
  long heapBytes(long fileBytes) {
    long turning = orientation == Orientation.UPRIGHT ? 0 : pictureBytes();
    return 2 * fileBytes + pictureBytes() + Math.max(cost.heapBytes(), turning);
  }

  /** Of it, what the caller holds on to. */
  long keptBytes(long fileBytes) {
    return fileBytes + pictureBytes();
  }

  private long pictureBytes() {
    return (long) CHANNELS * width * height;
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
