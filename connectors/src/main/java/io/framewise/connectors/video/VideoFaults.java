package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.SizeTPointer;

/** What is wrong with a video file, in words: each reason has a sentence of its own. */
final class VideoFaults {

  // Rounding, and pictures at the end that a decoder may keep.
  private static final long TOLERANCE = 250_000;

  private VideoFaults() {}

  private static SourceBrokenException fault(Path file, String words) {
    return new SourceBrokenException(file.getFileName() + " " + words);
  }

  /** Fails unless there is a file of some bytes, no link and nothing special. */
  static void requireReadable(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw fault(file, "is not there");
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw fault(file, "is a folder: its pictures are read as a source of kind folder");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw fault(file, "is not a regular file");
    }
  }

  /** The file cannot be read at all, or not on. */
  static SourceBrokenException unreadable(Path file, IOException e) {
    String words;
    if (e instanceof AccessDeniedException) {
      words = "cannot be read: this process may not, check its permissions";
    } else if (e instanceof NoSuchFileException) {
      words = "is not there";
    } else {
      words = "cannot be read, the disk or share gives an error";
    }
    return new SourceBrokenException(file.getFileName() + " " + words, e);
  }

  /** FFmpeg could not open it. */
  static SourceBrokenException notOpened(Path file) {
    return fault(file, "cannot be opened: it " + FileVerdict.of(file));
  }

  /** The video is in a codec that is not taken. */
  static SourceBrokenException otherCodec(Path file, int codec) {
    return fault(
        file,
        "holds video in "
            + avcodec.avcodec_get_name(codec).getString()
            + ", only "
            + Codec.all("and")
            + " are taken");
  }

  /** There is video, but none of it is decoded. */
  static SourceBrokenException nothingDecoded(Path file) {
    return fault(file, "holds no picture that can be decoded");
  }

  /** Fails for a stream that is encrypted. */
  static void requireClear(Path file, AVCodecParameters codec) {
    boolean keyed =
        codec.nb_coded_side_data() > 0
            && avcodec.av_packet_side_data_get(
                    codec.coded_side_data(),
                    codec.nb_coded_side_data(),
                    avcodec.AV_PKT_DATA_ENCRYPTION_INIT_INFO)
                != null;
    boolean tagged = codec.codec_tag() == tag("encv") || codec.codec_tag() == tag("drmi");
    if (keyed || tagged) {
      throw encrypted(file);
    }
  }

  /** Fails for a packet that is encrypted. */
  static void requireClear(Path file, AVPacket packet) {
    if (packet.side_data_elems() > 0
        && avcodec.av_packet_get_side_data(
                packet, avcodec.AV_PKT_DATA_ENCRYPTION_INFO, (SizeTPointer) null)
            != null) {
      throw encrypted(file);
    }
  }

  private static SourceBrokenException encrypted(Path file) {
    return fault(file, "is encrypted: only video without encryption can be decoded");
  }

  private static int tag(String name) {
    int tag = 0;
    for (int i = name.length() - 1; i >= 0; i--) {
      tag = tag << 8 | name.charAt(i);
    }
    return tag;
  }

  /** Fails when a file's video is shorter than it promises, both in microseconds. */
  static void requireLength(Path file, long came, long promised) {
    if (came + TOLERANCE < promised) {
      throw fault(
          file, "breaks off after " + Words.seconds(came) + " of " + Words.seconds(promised));
    }
  }
}
