package io.framewise.connectors.video;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.SourceBrokenException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** One pass through a video file, picture by picture. Not safe for use by several threads. */
final class VideoFile implements AutoCloseable {

  private static final long LONGEST_STAND = 600_000_000;

  private final Path file;
  private final VideoStream video;
  private final VideoPictures pictures;
  private final StreamTimeline timeline;
  private AVFrame picture = avutil.av_frame_alloc();
  private AVFrame following = avutil.av_frame_alloc();
  private boolean begun;
  private boolean hasFollowing;
  private boolean lastOne;
  private long offset;

  private VideoFile(Path file, VideoStream video, Framing framing) {
    this.file = file;
    this.video = video;
    this.pictures = new VideoPictures(file.getFileName().toString(), video::look, framing);
    this.timeline = new StreamTimeline(video.frameRate());
  }

  /**
   * Opens {@code file}; pictures go on as {@code framing} says.
   *
   * @throws SourceBrokenException when it is not a video that is taken
   */
  static VideoFile open(Path file, Framing framing, FileWaits waits) throws InterruptedException {
    return new VideoFile(file, VideoStream.open(file, waits), framing);
  }

  /**
   * Goes to the next picture; false at the end.
   *
   * @throws SourceBrokenException when decoding fails
   */
  boolean next() throws InterruptedException {
    if (!begun) {
      begun = true;
      hasFollowing = video.decode(following);
    }
    if (!hasFollowing) {
      return false;
    }
    AVFrame free = picture;
    picture = following;
    following = free;
    hasFollowing = video.decode(following);
    lastOne = !hasFollowing;
    long after = hasFollowing ? timestamp(following) : StreamTimeline.NO_TIMESTAMP;
    offset = timeline.next(timestamp(picture), after, video.micros(picture.duration()));
    return true;
  }

  private long timestamp(AVFrame of) {
    return video.micros(of.best_effort_timestamp());
  }

  /** Microseconds from the first picture to this one. */
  long offsetMicros() {
    return offset;
  }

  /** This picture as people see it. */
  BufferedImage image() {
    return pictures.shown(picture);
  }

  /** Microseconds from the first picture to the end of the last one so far. */
  long lengthMicros() {
    return lastOne && lastStandsToTheEnd()
        ? Math.max(timeline.length(), video.promisedLength().micros())
        : timeline.length();
  }

  /** Whether the file is whole, and its last picture stands for as long as the file says. */
  private boolean lastStandsToTheEnd() {
    return timeline.continuous()
        && video.damaged() == 0
        && video.promisedLength().micros() - timeline.length() < LONGEST_STAND
        && MatroskaSegment.isWhole(file);
  }

  /** Parts of the video that could not be decoded so far. */
  int damaged() {
    return video.damaged();
  }

  /**
   * Fails when the file ended before the length that it promises for its video.
   *
   * @throws SourceBrokenException with both lengths
   */
  void requireComplete() {
    long came = lengthMicros();
    if (came == 0) {
      throw VideoFaults.nothingDecoded(file);
    }
    if (timeline.continuous()) {
      VideoFaults.requireLength(file, came, video.promisedLength().micros());
    }
  }

  @Override
  public void close() {
    avutil.av_frame_free(picture);
    avutil.av_frame_free(following);
    pictures.close();
    video.close();
  }
}
