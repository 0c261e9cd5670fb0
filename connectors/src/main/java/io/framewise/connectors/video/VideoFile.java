package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;

/** One pass through a video file, picture by picture. Not safe for use by several threads. */
final class VideoFile implements AutoCloseable {

  private static final double MICROS_PER_SECOND = 1_000_000;
  // A stream's own length is exact but for its last pictures; the container's includes sound.
  private static final long STREAM_TOLERANCE = 250_000;
  private static final long CONTAINER_TOLERANCE = 1_000_000;

  private final Path file;
  private final FFmpegFrameGrabber grabber;
  private final Java2DFrameConverter converter = new Java2DFrameConverter();
  private final StreamTimeline timeline;
  private Frame frame;
  private long offset;

  private VideoFile(Path file, FFmpegFrameGrabber grabber) {
    this.file = file;
    this.grabber = grabber;
    this.timeline = new StreamTimeline(grabber.getVideoFrameRate());
  }

  /**
   * Opens {@code file}; pictures are scaled down to {@code maxSide}.
   *
   * @throws SourceBrokenException when it is not a video that is taken
   */
  static VideoFile open(Path file, int maxSide) {
    return new VideoFile(file, VideoOpener.open(file, maxSide));
  }

  /**
   * Goes to the next picture; false at the end.
   *
   * @throws SourceBrokenException when decoding fails
   */
  boolean next() {
    try {
      frame = grabber.grabImage();
    } catch (FrameGrabber.Exception e) {
      throw new SourceBrokenException(
          file.getFileName() + " cannot be decoded after " + seconds(timeline.length()), e);
    }
    if (frame == null) {
      return false;
    }
    offset = timeline.next(frame.timestamp);
    return true;
  }

  /** Microseconds from the first picture to this one. */
  long offsetMicros() {
    return offset;
  }

  /** This picture; valid until the next call of {@link #next()}. */
  BufferedImage image() {
    return converter.getBufferedImage(frame);
  }

  /** Microseconds from the first picture to the end of the last one so far. */
  long lengthMicros() {
    return timeline.length();
  }

  /**
   * Fails when the file ended before the length that it promises.
   *
   * @throws SourceBrokenException with both lengths
   */
  void requireComplete() {
    long came = timeline.length();
    if (came == 0) {
      throw new SourceBrokenException(file.getFileName() + " holds no picture that can be decoded");
    }
    long promised = streamLength();
    long tolerance = STREAM_TOLERANCE;
    if (promised == 0) {
      promised = containerLength();
      tolerance = CONTAINER_TOLERANCE;
    }
    if (timeline.continuous() && came + tolerance < promised) {
      throw new SourceBrokenException(
          file.getFileName() + " breaks off after " + seconds(came) + " of " + seconds(promised));
    }
  }

  private long streamLength() {
    AVStream stream = grabber.getFormatContext().streams(grabber.getVideoStream());
    if (stream.duration() == avutil.AV_NOPTS_VALUE) {
      return 0;
    }
    return Math.round(
        MICROS_PER_SECOND
            * stream.duration()
            * stream.time_base().num()
            / stream.time_base().den());
  }

  private long containerLength() {
    AVFormatContext context = grabber.getFormatContext();
    boolean known =
        context.duration() != avutil.AV_NOPTS_VALUE
            && context.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_BITRATE;
    return known ? context.duration() : 0;
  }

  private static String seconds(long micros) {
    return String.format(Locale.ROOT, "%.1f s", micros / MICROS_PER_SECOND);
  }

  @Override
  public void close() {
    converter.close();
    VideoOpener.close(grabber);
  }
}
