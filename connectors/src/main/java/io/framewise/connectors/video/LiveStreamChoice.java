package io.framewise.connectors.video;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Which of the streams of a live input is captured; the others are not read. */
final class LiveStreamChoice {

  private LiveStreamChoice() {}

  /**
   * The largest stream of video.
   *
   * @throws StreamFaultException when there is none, or it is in a codec that is not taken
   */
  static AVStream of(AVFormatContext container, FfmpegInput input) throws StreamFaultException {
    AVStream best = null;
    for (int i = 0; i < container.nb_streams(); i++) {
      AVStream candidate = container.streams(i);
      candidate.discard(avcodec.AVDISCARD_ALL);
      boolean visual = candidate.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO;
      if (visual && (best == null || pixels(candidate) > pixels(best))) {
        best = candidate;
      }
    }
    if (best == null) {
      throw new StreamFaultException(StreamFault.NO_VIDEO, "the stream has no video");
    }
    requireTaken(best.codecpar().codec_id(), input);
    best.discard(avcodec.AVDISCARD_DEFAULT);
    return best;
  }

  private static void requireTaken(int codec, FfmpegInput input) throws StreamFaultException {
    boolean own = input.local().map(device -> device.gives(codec)).orElse(false);
    if (!own && Codec.of(codec).isEmpty()) {
      throw new StreamFaultException(
          StreamFault.OTHER_CODEC,
          "its video is in "
              + avcodec.avcodec_get_name(codec).getString()
              + ", only "
              + Codec.all("and")
              + " are taken: set another codec in the camera");
    }
  }

  private static long pixels(AVStream stream) {
    return (long) stream.codecpar().width() * stream.codecpar().height();
  }
}
