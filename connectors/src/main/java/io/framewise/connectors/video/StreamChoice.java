package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageLimits;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Which of a file's streams is its video. A cover picture and thumbnails are none. */
final class StreamChoice {

  private static final int NO_VIDEO =
      avformat.AV_DISPOSITION_ATTACHED_PIC
          | avformat.AV_DISPOSITION_TIMED_THUMBNAILS
          | avformat.AV_DISPOSITION_STILL_IMAGE;

  // A stream of another type may be one whose description is cut off.
  private static final Set<Integer> NAMED =
      Set.of(avutil.AVMEDIA_TYPE_VIDEO, avutil.AVMEDIA_TYPE_AUDIO, avutil.AVMEDIA_TYPE_SUBTITLE);

  private StreamChoice() {}

  /**
   * The video of an open file: the one that the file calls its default, else the largest. All other
   * streams are not read.
   *
   * @throws SourceBrokenException when there is none that is taken
   */
  static AVStream of(AVFormatContext container, Path file) {
    AVStream best = null;
    boolean picture = false;
    boolean sound = false;
    boolean known = false;
    for (int i = 0; i < container.nb_streams(); i++) {
      AVStream stream = container.streams(i);
      int type = stream.codecpar().codec_type();
      boolean visual = type == avutil.AVMEDIA_TYPE_VIDEO;
      boolean moves = visual && (stream.disposition() & NO_VIDEO) == 0;
      picture |= visual && !moves;
      known |= NAMED.contains(type);
      sound |= type == avutil.AVMEDIA_TYPE_AUDIO;
      stream.discard(avcodec.AVDISCARD_ALL);
      if (moves && (best == null || score(stream) > score(best))) {
        best = stream;
      }
    }
    if (!known) {
      throw VideoFaults.notOpened(file);
    }
    if (best == null) {
      throw new SourceBrokenException(
          file.getFileName() + " holds no video" + only(sound, picture));
    }
    best.discard(avcodec.AVDISCARD_DEFAULT);
    check(best, file);
    return best;
  }

  private static String only(boolean sound, boolean picture) {
    if (sound) {
      return picture ? ", only sound and a cover picture" : ", only sound";
    }
    return picture ? ", only a still picture" : "";
  }

  private static long score(AVStream stream) {
    boolean isDefault = (stream.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0;
    AVCodecParameters codec = stream.codecpar();
    return (long) codec.width() * codec.height()
        + (isDefault ? ImageLimits.DEFAULT.maxPixels() : 0);
  }

  private static void check(AVStream stream, Path file) {
    AVCodecParameters codec = stream.codecpar();
    VideoFaults.requireClear(file, codec);
    if (Codec.of(codec.codec_id()).isEmpty()) {
      throw VideoFaults.otherCodec(file, codec.codec_id());
    }
    if (codec.width() == 0) {
      throw VideoFaults.nothingDecoded(file);
    }
    try {
      ImageLimits.DEFAULT.checkPixels(codec.width(), codec.height());
    } catch (BadImageException e) {
      throw new SourceBrokenException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }
}
