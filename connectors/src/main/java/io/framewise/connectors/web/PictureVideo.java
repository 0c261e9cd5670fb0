package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.DamagedPictureException;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StillPictures;
import io.framewise.connectors.video.StreamFacts;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.DecodersBusyException;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import java.awt.image.BufferedImage;
import java.util.EnumSet;
import java.util.Set;

/**
 * Pictures that come encoded each by itself. A picture is decoded only when it is wanted, and one
 * that cannot be is passed over; when none can be for long, the video is over.
 */
abstract class PictureVideo implements LiveVideo {

  /** Most bytes of one picture. */
  static final int MOST_BYTES = ImageLimits.DEFAULT.maxBytes();

  private static final Set<ImageFormat> TAKEN =
      EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP);
  private static final int SOME = 3;

  private final StreamLimits limits;
  private final StillPictures stills;
  private byte[] current = {};
  private StreamFacts facts;
  private boolean firstIsNext;
  private int damaged;
  private int damagedInARow;
  private boolean lastWasWhole = true;
  private long wholeAt = System.nanoTime();

  PictureVideo(StreamLimits limits) {
    this.limits = limits;
    this.stills = new StillPictures(limits.framing());
  }

  /** Waits for the next picture's bytes. */
  abstract byte[] fetch() throws StreamFaultException, InterruptedException;

  /** Name of what comes, such as MJPEG, for pictures of a format. */
  abstract String codec(ImageFormat format);

  /** Whether these bytes begin like a picture that is taken. */
  static boolean isPicture(byte[] bytes) {
    return ImageFormat.of(bytes).filter(TAKEN::contains).isPresent();
  }

  /** Looks at the first picture, which {@link #next} then gives first. */
  final void begin(byte[] first) throws StreamFaultException {
    try {
      ImageProbe probe = ImageProbe.of(first, ImageLimits.DEFAULT);
      facts = new StreamFacts(codec(probe.format()), probe.width(), probe.height(), 0);
      current = first;
      firstIsNext = true;
    } catch (BadImageException e) {
      boolean large = e.category().startsWith("too-");
      throw new StreamFaultException(
          large ? StreamFault.TOO_LARGE : StreamFault.OTHER_PROTOCOL,
          "what comes is no picture that is taken: " + e.getMessage());
    }
  }

  @Override
  public final StreamFacts facts() {
    return facts;
  }

  @Override
  public final void next() throws StreamFaultException, InterruptedException {
    boolean longAgo = System.nanoTime() - wholeAt > limits.wholePicture().toNanos();
    if (damagedInARow >= SOME && longAgo) {
      throw new StreamFaultException(
          StreamFault.STALLED, "what the camera sends cannot be decoded to a whole picture");
    }
    if (!firstIsNext) {
      current = fetch();
    }
    firstIsNext = false;
  }

  /** Whether the last picture that was wanted could be decoded. */
  final boolean lastWasWhole() {
    return lastWasWhole;
  }

  /** Takes note of something that came and is no picture. */
  final void passOver() {
    damaged++;
  }

  @Override
  public final long timestampMicros() {
    return NO_TIMESTAMP;
  }

  @Override
  public final BufferedImage image() {
    try {
      BufferedImage image = stills.shown(current);
      damagedInARow = 0;
      lastWasWhole = true;
      wholeAt = System.nanoTime();
      return image;
    } catch (DamagedPictureException e) {
      damaged++;
      lastWasWhole = false;
      boolean busy = e.getCause() instanceof DecodersBusyException;
      damagedInARow += busy ? 0 : 1; // That this machine is busy is no fault of the camera.
      throw e;
    }
  }

  @Override
  public final int damaged() {
    return damaged;
  }

  @Override
  public void close() {
    stills.close();
  }
}
