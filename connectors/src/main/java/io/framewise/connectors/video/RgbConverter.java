package io.framewise.connectors.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Scales decoded pictures and turns their colours into red, green and blue. What FFmpeg needs for
 * that depends on the size and format of the picture, and reading one picture by another's is how
 * memory is read that is not the picture's: so it is made anew whenever a picture differs. Not safe
 * for use by several threads.
 */
final class RgbConverter implements AutoCloseable {

  /** All that one conversion depends on. */
  private record Kind(
      int width,
      int height,
      int format,
      int colours,
      boolean fullRange,
      int toWidth,
      int toHeight) {

    static Kind of(AVFrame picture, Appearance look, int toWidth, int toHeight) {
      return new Kind(
          picture.width(),
          picture.height(),
          picture.format(),
          look.colours(),
          look.fullRange() || isJpeg(picture.format()),
          toWidth,
          toHeight);
    }

    /** Formats of JPEG are of full range even where the stream does not say so. */
    private static boolean isJpeg(int format) {
      BytePointer name = avutil.av_get_pix_fmt_name(format);
      return name != null && name.getString().startsWith("yuvj");
    }
  }

  private static final int CHANNELS = 3;
  // The same values as in one plane, for which FFmpeg has no vector code: 3 ms in place of 10 for a
  // picture of 1080p that is scaled to 720p. Its planes are green, blue and red.
  private static final int PLANES = avutil.AV_PIX_FMT_GBRP;
  private static final int[] PLANE_OF_CHANNEL = {2, 0, 1};
  private static final int FLAGS =
      swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT;
  private static final int ALIGNED = 64;
  private static final int ONE = 1 << 16;

  private Kind kind;
  private SwsContext scaler;
  private AVFrame rgb;
  private byte[] row = new byte[0];

  /** Writes {@code picture}, scaled, into {@code pixels}: three bytes each, without gaps. */
  void convert(AVFrame picture, Appearance look, int width, int height, byte[] pixels) {
    Kind wanted = Kind.of(picture, look, width, height);
    if (!wanted.equals(kind)) {
      prepare(wanted);
    }
    int rows =
        swscale.sws_scale(
            scaler,
            picture.data(),
            picture.linesize(),
            0,
            picture.height(),
            rgb.data(),
            rgb.linesize());
    if (rows != height) {
      throw new IllegalStateException("a picture could not be converted: " + rows + " rows");
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      weave(PLANE_OF_CHANNEL[channel], channel, pixels);
    }
  }

  /** Puts a plane's values where they belong among those of the other planes. */
  private void weave(int plane, int channel, byte[] pixels) {
    BytePointer from = rgb.data(plane);
    int stride = rgb.linesize(plane);
    int to = channel;
    for (int y = 0; y < rgb.height(); y++) {
      from.position((long) y * stride).get(row);
      for (byte value : row) {
        pixels[to] = value;
        to += CHANNELS;
      }
    }
  }

  private void prepare(Kind wanted) {
    close();
    rgb = avutil.av_frame_alloc();
    rgb.format(PLANES);
    rgb.width(wanted.toWidth());
    rgb.height(wanted.toHeight());
    scaler =
        swscale.sws_getContext(
            wanted.width(),
            wanted.height(),
            wanted.format(),
            wanted.toWidth(),
            wanted.toHeight(),
            PLANES,
            FLAGS,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null || avutil.av_frame_get_buffer(rgb, ALIGNED) < 0) {
      throw new IllegalStateException("pictures of " + wanted + " cannot be converted");
    }
    IntPointer matrix = swscale.sws_getCoefficients(wanted.colours());
    // Refused for formats that have no such colours, which are red, green and blue already.
    swscale.sws_setColorspaceDetails(
        scaler, matrix, wanted.fullRange() ? 1 : 0, matrix, 1, 0, ONE, ONE);
    row = new byte[wanted.toWidth()];
    kind = wanted;
  }

  @Override
  public void close() {
    kind = null;
    if (scaler != null) {
      swscale.sws_freeContext(scaler);
      scaler = null;
    }
    if (rgb != null) {
      avutil.av_frame_free(rgb);
      rgb = null;
    }
  }
}
