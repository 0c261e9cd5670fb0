package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;

/** One pass through a video file, picture by picture. Not safe for use by several threads. */
final class VideoFile implements AutoCloseable {

  static final double MICROS_PER_SECOND = 1_000_000;
  // Rounding, and pictures at the end that a decoder may keep.
  private static final long TOLERANCE = 250_000;

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
   * Fails when the file ended before the length that it promises for its video.
   *
   * @throws SourceBrokenException with both lengths
   */
  void requireComplete() {
    long came = timeline.length();
    if (came == 0) {
      throw new SourceBrokenException(file.getFileName() + " holds no picture that can be decoded");
    }
    if (timeline.continuous()) {
      requireLength(file, came, new PromisedLength(grabber).micros());
    }
  }

  /** Fails when a file's video is shorter than it promises, both in microseconds. */
  static void requireLength(Path file, long came, long promised) {
    if (came + TOLERANCE < promised) {
      throw new SourceBrokenException(
          file.getFileName() + " breaks off after " + seconds(came) + " of " + seconds(promised));
    }
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
