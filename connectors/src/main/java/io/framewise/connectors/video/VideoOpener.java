package io.framewise.connectors.video;

import io.framewise.connectors.sampling.Downscale;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageLimits;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/**
 * Opens video files with only as much of FFmpeg as is needed: local files, three container formats
 * and five codecs, so that a playlist or a crafted file of another kind reaches neither a demuxer
 * nor the network.
 */
final class VideoOpener {

  private static final String FORMATS = "mov,mp4,matroska,mpegts";
  private static final String CODECS = "h264,hevc,mjpeg,vp8,vp9";
  private static final Set<Integer> CODEC_IDS =
      Set.of(
          avcodec.AV_CODEC_ID_H264,
          avcodec.AV_CODEC_ID_HEVC,
          avcodec.AV_CODEC_ID_MJPEG,
          avcodec.AV_CODEC_ID_VP8,
          avcodec.AV_CODEC_ID_VP9);
  private static final int NO_AUDIO_STREAM = Integer.MAX_VALUE;

  static {
    // FFmpeg writes what a file says to standard error; our own messages say what is wrong.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private VideoOpener() {}

  /**
   * A started grabber whose pictures have no side above {@code maxSide}; the caller closes it.
   *
   * @throws SourceBrokenException when the file is not a video that is taken
   */
  static FFmpegFrameGrabber open(Path file, int maxSide) {
    requireRegularFile(file);
    FFmpegFrameGrabber grabber = grabber(file);
    try {
      grabber.start();
      check(grabber, file);
      Downscale size = Downscale.to(maxSide, grabber.getImageWidth(), grabber.getImageHeight());
      grabber.setImageWidth(size.width());
      grabber.setImageHeight(size.height());
      return grabber;
    } catch (FrameGrabber.Exception e) {
      close(grabber);
      throw new SourceBrokenException(
          file.getFileName() + " cannot be opened as an MP4, Matroska or MPEG-TS video", e);
    } catch (RuntimeException e) {
      close(grabber);
      throw e;
    }
  }

  private static void requireRegularFile(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new SourceBrokenException(
          file.getFileName()
              + (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                  ? " is not a regular file"
                  : " is not there"));
    }
  }

  private static FFmpegFrameGrabber grabber(Path file) {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setOption("protocol_whitelist", "file");
    grabber.setOption("format_whitelist", FORMATS);
    grabber.setOption("codec_whitelist", CODECS);
    grabber.setVideoOption("codec_whitelist", CODECS);
    grabber.setVideoOption("max_pixels", Long.toString(ImageLimits.DEFAULT.maxPixels()));
    grabber.setAudioStream(NO_AUDIO_STREAM);
    return grabber;
  }

  private static void check(FFmpegFrameGrabber grabber, Path file) {
    if (!grabber.hasVideo()) {
      throw new SourceBrokenException(file.getFileName() + " holds no video");
    }
    if (!CODEC_IDS.contains(grabber.getVideoCodec())) {
      throw new SourceBrokenException(
          file.getFileName()
              + " holds video of a codec that is not taken, only "
              + CODECS
              + " are");
    }
    try {
      ImageLimits.DEFAULT.checkPixels(grabber.getImageWidth(), grabber.getImageHeight());
    } catch (BadImageException e) {
      throw new SourceBrokenException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  static void close(FFmpegFrameGrabber grabber) {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw new SourceBrokenException("the video decoder did not close", e);
    }
  }
}
