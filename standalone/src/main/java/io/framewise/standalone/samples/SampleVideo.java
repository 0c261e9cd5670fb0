package io.framewise.standalone.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/** The sample video: H.264 in MP4, 448 x 448 pixels, 10 frames a second, under 1 MB a minute. */
public final class SampleVideo {

  /** Frames a second. */
  public static final int FRAME_RATE = 10;

  /** Seconds of the whole video. */
  public static final int SECONDS = YardScene.SECONDS;

  private static final long SEED = 1001;

  private static final int BITS_PER_SECOND = 110_000;
  private static final int SECONDS_BETWEEN_KEY_FRAMES = 2;

  private SampleVideo() {}

  /** What happens in it. */
  public static YardScene scene() {
    return new YardScene(SEED);
  }

  /**
   * Draws the first {@code seconds} of the video to {@code file}, replacing it.
   *
   * @param progress told how many percent are done, after each second of video
   * @throws IOException when the file cannot be written
   */
  public static void render(Path file, int seconds, IntConsumer progress) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FFmpegFrameRecorder recorder = recorder(file);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.start();
      BufferedImage image =
          new BufferedImage(YardScene.SIZE, YardScene.SIZE, BufferedImage.TYPE_3BYTE_BGR);
      YardScene scene = scene();
      int frames = seconds * FRAME_RATE;
      for (int i = 0; i < frames; i++) {
        scene.draw(image, (double) i / FRAME_RATE);
        recorder.record(converter.convert(image));
        if ((i + 1) % FRAME_RATE == 0) {
          progress.accept(100 * (i + 1) / frames);
        }
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new IOException("the sample video cannot be written: " + e.getMessage(), e);
    }
  }

  private static FFmpegFrameRecorder recorder(Path file) {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(file.toFile(), YardScene.SIZE, YardScene.SIZE, 0);
    recorder.setFormat("mp4");
    recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
    recorder.setVideoCodecName("libopenh264");
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(FRAME_RATE);
    recorder.setGopSize(SECONDS_BETWEEN_KEY_FRAMES * FRAME_RATE);
    recorder.setVideoBitrate(BITS_PER_SECOND);
    recorder.setOption("movflags", "faststart");
    // One slice thread and no skipped frames: the same bytes, and every frame, on every machine.
    recorder.setVideoOption("threads", "1");
    recorder.setVideoOption("allow_skip_frames", "0");
    return recorder;
  }
}
