package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planes put together, beside what FFmpeg makes in one plane. */
final class RgbConverterTest {

  private static final int ONE = 1 << 16;

  private static AVFrame noise(int format, int width, int height) {
    AVFrame frame = avutil.av_frame_alloc();
    frame.format(format);
    frame.width(width);
    frame.height(height);
    assertThat(avutil.av_frame_get_buffer(frame, 0)).isZero();
    Random random = new Random(7);
    for (int plane = 0; plane < 4 && frame.buf(plane) != null; plane++) {
      byte[] bytes = new byte[(int) frame.buf(plane).size()];
      random.nextBytes(bytes);
      frame.buf(plane).data().put(bytes, 0, bytes.length);
    }
    return frame;
  }

  private static byte[] inOnePlane(AVFrame from, Appearance look, int width, int height) {
    AVFrame rgb = noise(avutil.AV_PIX_FMT_RGB24, width, height);
    int flags = swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT;
    SwsContext scaler =
        swscale.sws_getContext(
            from.width(),
            from.height(),
            from.format(),
            width,
            height,
            avutil.AV_PIX_FMT_RGB24,
            flags,
            null,
            null,
            (DoublePointer) null);
    IntPointer matrix = swscale.sws_getCoefficients(look.colours());
    int full = look.fullRange() ? 1 : 0;
    swscale.sws_setColorspaceDetails(scaler, matrix, full, matrix, 1, 0, ONE, ONE);
    swscale.sws_scale(
        scaler, from.data(), from.linesize(), 0, from.height(), rgb.data(), rgb.linesize());
    byte[] pixels = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      rgb.data(0).position((long) y * rgb.linesize(0)).get(pixels, y * 3 * width, 3 * width);
    }
    swscale.sws_freeContext(scaler);
    avutil.av_frame_free(rgb);
    return pixels;
  }

  @ParameterizedTest
  @CsvSource({
    "yuv420p, 64, 48, 64, 48",
    "yuv420p, 64, 48, 31, 23",
    "yuv420p, 65, 49, 33, 25",
    "yuv422p, 64, 48, 32, 24",
    "yuv444p, 64, 48, 32, 24",
    "nv12, 64, 48, 32, 24",
    "yuv420p10le, 64, 48, 32, 24",
    "gray, 64, 48, 32, 24"
  })
  void shouldHaveTheValuesThatFfmpegHasInOnePlane(
      String format, int width, int height, int toWidth, int toHeight) {
    AVFrame picture = noise(avutil.av_get_pix_fmt(format), width, height);
    Appearance look = new Appearance(1, 1, swscale.SWS_CS_ITU709, false);
    byte[] pixels = new byte[3 * toWidth * toHeight];

    try (RgbConverter converter = new RgbConverter()) {
      converter.convert(picture, look, toWidth, toHeight, pixels);
    }

    assertThat(pixels).isEqualTo(inOnePlane(picture, look, toWidth, toHeight));
    avutil.av_frame_free(picture);
  }
}
