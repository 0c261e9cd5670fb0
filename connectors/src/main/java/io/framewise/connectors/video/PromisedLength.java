package io.framewise.connectors.video;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How long a file says its video is. MP4 says it of each stream, Matroska in a tag of the stream.
 * The length of the whole file counts only when the video is its only stream: sound may go on
 * longer.
 */
final class PromisedLength {

  private static final double MICROS_PER_SECOND = 1_000_000;
  private static final Pattern TAG =
      Pattern.compile("(\\d{1,4}):(\\d\\d):(\\d\\d(?:\\.\\d{1,9})?)");

  private final AVFormatContext container;
  private final AVStream stream;

  /** The promise of an open file about one of its streams. */
  PromisedLength(AVFormatContext container, AVStream stream) {
    this.container = container;
    this.stream = stream;
  }

  /** Microseconds; 0 when the file promises nothing. */
  long micros() {
    if (stream.duration() != avutil.AV_NOPTS_VALUE) {
      return Math.round(
          MICROS_PER_SECOND
              * stream.duration()
              * stream.time_base().num()
              / stream.time_base().den());
    }
    AVDictionaryEntry tag = avutil.av_dict_get(stream.metadata(), "DURATION", null, 0);
    return tag == null ? ofWholeFile() : ofTag(tag.value().getString());
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

  private long ofWholeFile() {
    boolean known =
        container.nb_streams() == 1
            && container.duration() != avutil.AV_NOPTS_VALUE
            && container.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_BITRATE;
    return known ? container.duration() : 0;
  }
}
