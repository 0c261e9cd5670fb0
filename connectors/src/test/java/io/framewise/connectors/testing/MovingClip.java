package io.framewise.connectors.testing;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/**
 * Clips of any size: a view that moves over a larger picture, with a key frame a second.
 *
 * @param format container format of FFmpeg's
 * @param jpegs whether pictures are JPEGs; else H.264
 * @param width in pixels
 * @param height in pixels
 */
public record MovingClip(String format, boolean jpegs, int width, int height) {

  private static final int STEP = 4;
  private static final int BITS_A_PIXEL_SECOND = 3;
  private static final int JPEG_QUALITY = 4;

  /**
   * Writes a clip.
   *
   * @param world what the view moves over; where it is no larger than the view, nothing moves
   */
  public Path render(Path file, BufferedImage world, int frames) {
    int room = Math.min(world.getWidth() - width, world.getHeight() - height);
    BufferedImage view = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = recorder(file);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.start();
      for (int i = 0; i < frames; i++) {
        int shift = room == 0 ? 0 : i * STEP % room;
        Graphics2D graphics = view.createGraphics();
        graphics.drawImage(world, -shift, -shift, null);
        graphics.dispose();
        recorder.record(converter.getFrame(view));
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new UncheckedIOException(new IOException("the clip could not be rendered", e));
    }
    return Clip.old(file);
  }

  private FFmpegFrameRecorder recorder(Path file) {
    FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height);
    recorder.setFormat(format);
    recorder.setFrameRate(Clip.RATE);
    recorder.setGopSize(Clip.RATE);
    recorder.setVideoBitrate(width * height * BITS_A_PIXEL_SECOND);
    if (jpegs) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUVJ420P);
      recorder.setVideoQuality(JPEG_QUALITY);
    } else {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    }
    return recorder;
  }
}
