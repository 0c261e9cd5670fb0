package io.framewise.connectors.source;

import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.DecodersBusyException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import java.nio.ByteBuffer;

/**
 * Says whether bytes from outside are a picture that can be used. Their number and the size in
 * pixels that the header tells are checked first, and only then are they decoded once, which is the
 * only way to know that they are whole. Safe for use by several threads.
 */
public final class PictureJudge {

  /** What became of some bytes. */
  public sealed interface Verdict {

    /** A whole picture. */
    record Good(ImageProbe probe) implements Verdict {}

    /** Not a picture that can be used. */
    record Bad(RefusedPicture refused) implements Verdict {}

    /** There was no room to decode it now. */
    record Busy(String reason) implements Verdict {}
  }

  /** What pictures may cost. */
  public static final ImageLimits LIMITS = ImageLimits.DEFAULT;

  /** The judge of all pictures. */
  public static final PictureJudge USUAL = new PictureJudge(new ImageDecoder(LIMITS));

  private final ImageDecoder decoder;

  /** A judge that decodes by {@code decoder}. */
  public PictureJudge(ImageDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * Judges a picture.
   *
   * @param name what the picture is called in refusals
   * @param bytes the picture, or the beginning of one that is too large
   * @param size its size in bytes
   */
  public Verdict judge(String name, byte[] bytes, long size) {
    try {
      LIMITS.checkBytes(size);
      ImageProbe probe = ImageProbe.of(bytes, LIMITS);
      decoder.decode(bytes);
      return new Verdict.Good(probe);
    } catch (BadImageException e) {
      String message = name + ": " + e.getMessage();
      return new Verdict.Bad(
          new RefusedPicture(e.category(), message, name, ByteBuffer.wrap(bytes), size));
    } catch (DecodersBusyException e) {
      return new Verdict.Busy(e.getMessage());
    }
  }
}
