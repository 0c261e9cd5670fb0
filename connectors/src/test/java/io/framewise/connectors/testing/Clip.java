package io.framewise.connectors.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/** Real H.264 clips, rendered when a test needs one. */
public final class Clip {

  /** Pictures a second. */
  public static final int RATE = 25;

  /** Width of every clip in pixels. */
  public static final int WIDTH = 320;

  /** Height of every clip in pixels. */
  public static final int HEIGHT = 180;

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final int SAMPLE_RATE = 44_100;

  private Clip() {}

  /** Writes an MP4 clip of {@code frames} pictures, its index in front, so that it can be cut. */
  public static Path render(Path file, int frames) {
    return render(file, "mp4", frames, 0);
  }

  /** Writes a clip in a container format of FFmpeg's, with a tone when it has audio channels. */
  public static Path render(Path file, String format, int frames, int audioChannels) {
    return render(file, format, frames, audioChannels, Map.of("movflags", "faststart"));
  }

  /** Writes a playlist of HLS with segments of a second beside it, of mpegts or fmp4. */
  public static Path hls(Path playlist, int frames, String segments) {
    return render(
        playlist,
        "hls",
        frames,
        0,
        Map.of("hls_time", "1", "hls_list_size", "0", "hls_segment_type", segments));
  }

  private static Path render(
      Path file, String format, int frames, int audioChannels, Map<String, String> options) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder =
            new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, audioChannels);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.setSampleRate(SAMPLE_RATE);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFormat(format);
      recorder.setFrameRate(RATE);
      recorder.setGopSize(RATE);
      recorder.setVideoBitrate(400_000);
      options.forEach(recorder::setOption);
      recorder.start();
      for (int i = 0; i < frames; i++) {
        recorder.record(converter.getFrame(picture(i)));
        if (audioChannels > 0) {
          recorder.recordSamples(SAMPLE_RATE, audioChannels, tone());
        }
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new UncheckedIOException(new IOException("the clip could not be rendered", e));
    }
    return old(file);
  }

  /** A clip of those that {@code make-clips.sh} made, copied into a folder. */
  public static Path stored(String name, Path folder) {
    try (InputStream clip = Clip.class.getResourceAsStream("../video/" + name)) {
      Files.copy(clip, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return old(folder.resolve(name));
  }

  /** Makes a file one that was written long ago, so that nobody takes it for a growing one. */
  public static Path old(Path file) {
    try {
      return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sound of one picture. */
  private static ShortBuffer tone() {
    ShortBuffer samples = ShortBuffer.allocate(SAMPLE_RATE / RATE);
    while (samples.hasRemaining()) {
      samples.put((short) (2000 * Math.sin(samples.position() / 20.0)));
    }
    return samples.flip();
  }

  private static BufferedImage picture(int number) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(number * 3 % WIDTH, number * 2 % HEIGHT, 60, 40);
    graphics.dispose();
    return image;
  }
}
