package io.framewise.platform.image;

import java.awt.image.BufferedImage;

/** Decodes pictures within limits. Safe for use by several threads. */
public final class ImageDecoder {

  private static final DecodeThreads SHARED = DecodeThreads.ofThisMachine();

  private final ImageLimits limits;

  /** A decoder that refuses what is outside {@code limits}. */
  public ImageDecoder(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * Decodes a whole picture to 8-bit RGB that stands upright: EXIF's orientation is applied. Alpha
   * is dropped, not blended, and colour profiles are not applied, as InternVL's own code does.
   *
   * <p>The work is done by one of a few threads that all decoders of this process share; the caller
   * waits for it at most {@link ImageLimits#maxTime()}, and before that until one is free.
   *
   * @return an image in the layout of {@link RgbImages}
   * @throws BadImageException when the picture is refused, damaged or cut off, or when decoding it
   *     takes more time or memory than there is
   */
  public BufferedImage decode(byte[] bytes) {
    PictureHeader header = PictureHeader.read(bytes, limits);
    return SHARED.decode(header, limits.maxTime());
  }

  /** How many decodes of this process took too long and were given up. */
  public static long givenUp() {
    return SHARED.givenUp();
  }
}
