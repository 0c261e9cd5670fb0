package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.function.Function;

/** Decodes pictures within limits. Safe for use by several threads. */
public final class ImageDecoder {

  private static final DecodeThreads SHARED = new DecodeThreads(DecodeRoom.ofThisMachine());

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
   * <p>The work is done by one of a few threads that all decoders of this process share, in memory
   * that they share; the caller waits until there is some. The picture's own memory is not counted
   * any more once it is returned: a caller who may hold several uses {@link #decode(byte[],
   * Function)}.
   *
   * @return an image in the layout of {@link RgbImages}
   * @throws BadImageException when the picture is refused, damaged or cut off, or when decoding it
   *     takes more time of a processor or more memory than there is
   * @throws DecodersBusyException when other work leaves none of both for it
   */
  public BufferedImage decode(byte[] bytes) {
    return decode(bytes, Function.identity());
  }

  /** What {@code use} makes of a picture, whose memory is counted until then. */
  public <T> T decode(byte[] bytes, Function<BufferedImage, T> use) {
    PictureHeader header = PictureHeader.read(bytes, limits);
    DecodeBudget budget = DecodeBudget.of(header, bytes.length, limits);
    if (slow.contains(bytes)) {
      throw DecodeThreads.tooSlow(header.format(), budget);
    }
    DecodeThreads.Decoded decoded = threads.decode(header, budget);
    if (decoded instanceof DecodeThreads.Decoded.GivenUp givenUp) {
      slow.add(bytes);
      throw givenUp.refusal();
    }
    try (var picture = (DecodeThreads.Decoded.Picture) decoded) {
      return use.apply(picture.image().take());
    }
  }

  /** How many decodes of this process took too long and were given up. */
  public static long givenUp() {
    return SHARED.givenUp();
  }
}
