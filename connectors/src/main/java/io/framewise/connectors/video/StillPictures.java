package io.framewise.connectors.video;

import io.framewise.connectors.settings.Framing;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.DecodersBusyException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Pictures that are encoded each by itself, as people see them. Not safe for use by several
 * threads.
 */
public final class StillPictures implements AutoCloseable {

  private static final int CHANNELS = 3;
  private static final Appearance RED_GREEN_BLUE =
      new Appearance(1, 1, avutil.AVCOL_SPC_BT709, true);

  private final Framing framing;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
  private final VideoPictures pictures;

  /** Pictures of which {@code framing} says what is shown, and how large. */
  public StillPictures(Framing framing) {
    this.framing = framing;
    this.pictures = new VideoPictures("a picture", picture -> RED_GREEN_BLUE, framing);
  }

  /**
   * The picture, upright, as the framing says.
   *
   * @throws DamagedPictureException when it cannot be decoded
   */
  public BufferedImage shown(byte[] encoded) {
    BufferedImage whole;
    try {
      whole = decoder.decode(encoded);
    } catch (BadImageException | DecodersBusyException e) {
      throw new DamagedPictureException(e.getMessage(), e);
    }
    boolean fits = Math.max(whole.getWidth(), whole.getHeight()) <= framing.maxSide();
    return fits && framing.isWhole() ? whole : framed(whole);
  }

  private BufferedImage framed(BufferedImage whole) {
    AVFrame frame = avutil.av_frame_alloc();
    try {
      frame.format(avutil.AV_PIX_FMT_RGB24);
      frame.width(whole.getWidth());
      frame.height(whole.getHeight());
      if (avutil.av_frame_get_buffer(frame, 0) < 0) {
        throw new IllegalStateException("there is no memory for a picture");
      }
      fill(frame, RgbImages.bytes(whole));
      return pictures.shown(frame);
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  private static void fill(AVFrame frame, byte[] pixels) {
    BytePointer to = frame.data(0);
    int length = CHANNELS * frame.width();
    for (int y = 0; y < frame.height(); y++) {
      to.position((long) y * frame.linesize(0)).put(pixels, y * length, length);
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
