package io.framewise.connectors.video;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * How long a file says its video is. MP4 says it of each stream, Matroska in a tag of the stream.
 * The length of the whole file counts only when the video is its only stream: sound may go on
 * longer.
 */
final class PromisedLength {

  private static final double MICROS_PER_SECOND = 1_000_000;
  private static final Pattern TAG =
      Pattern.compile("(\\d{1,4}):(\\d\\d):(\\d\\d(?:\\.\\d{1,9})?)");

  private final FFmpegFrameGrabber grabber;

  /** The promise of the file that a started grabber has open. */
  PromisedLength(FFmpegFrameGrabber grabber) {
    this.grabber = grabber;
  }

  /** Microseconds; 0 when the file promises nothing. */
  long micros() {
    AVFormatContext context = grabber.getFormatContext();
    AVStream stream = context.streams(grabber.getVideoStream());
    if (stream.duration() != avutil.AV_NOPTS_VALUE) {
      return Math.round(
          MICROS_PER_SECOND
              * stream.duration()
              * stream.time_base().num()
              / stream.time_base().den());
    }
    String tag = grabber.getVideoMetadata("DURATION");
    return tag == null ? ofWholeFile(context) : ofTag(tag);
  }

  private static long ofTag(String tag) {
    Matcher matcher = TAG.matcher(tag);
    if (!matcher.matches()) {
      return 0;
    }
    double minutes = Integer.parseInt(matcher.group(1)) * 60.0 + Integer.parseInt(matcher.group(2));
    double seconds = minutes * 60 + Double.parseDouble(matcher.group(3));
    return Math.round(MICROS_PER_SECOND * seconds);
  }

  private static long ofWholeFile(AVFormatContext context) {
    boolean known =
        context.nb_streams() == 1
            && context.duration() != avutil.AV_NOPTS_VALUE
            && context.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_BITRATE;
    return known ? context.duration() : 0;
  }
}
