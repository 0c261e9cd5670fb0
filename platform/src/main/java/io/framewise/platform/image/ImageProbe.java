package io.framewise.platform.image;

/**
 * What a picture's header says of it, read without decoding a pixel.
 *
 * @param format format by magic number, whatever the file's name says
 * @param width width in pixels when it stands upright, as {@link ImageDecoder} gives it
 * @param height height in pixels when it stands upright
 */
public record ImageProbe(ImageFormat format, int width, int height) {

  /**
   * Probes {@code bytes}.
   *
   * @throws BadImageException when they are not a picture of a supported format, contradict
   *     themselves, or are outside {@code limits}
   */
  public static ImageProbe of(byte[] bytes, ImageLimits limits) {
    PictureHeader header = PictureHeader.read(bytes, limits);
    return new ImageProbe(header.format(), header.uprightWidth(), header.uprightHeight());
  }
}
