package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.time.Duration;

/** Decodes pictures within limits. Safe for use by several threads. */
public final class ImageDecoder {

  private static final DecodeThreads SHARED = DecodeThreads.ofThisMachine();

  private static final SlowPictures SHARED_SLOW =
      new SlowPictures(Duration.ofMinutes(1), System::nanoTime);

  private final ImageLimits limits;
  private final DecodeThreads threads;
  private final SlowPictures slow;

  /** A decoder that refuses what is outside {@code limits}. */
  public ImageDecoder(ImageLimits limits) {
    this(limits, SHARED, SHARED_SLOW);
  }

  ImageDecoder(ImageLimits limits, DecodeThreads threads, SlowPictures slow) {
    this.limits = limits;
    this.threads = threads;
    this.slow = slow;
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
    if (slow.contains(bytes)) {
      throw DecodeThreads.tooSlow(header.format(), limits.maxTime(), null);
    }
    DecodeThreads.Decoded decoded = threads.decode(header, limits.maxTime());
    if (decoded instanceof DecodeThreads.Decoded.GivenUp givenUp) {
      slow.add(bytes);
      throw givenUp.refusal();
    }
    return ((DecodeThreads.Decoded.Picture) decoded).image();
  }

  /** How many decodes of this process took too long and were given up. */
  public static long givenUp() {
    return SHARED.givenUp();
  }
}
