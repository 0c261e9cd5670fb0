package io.framewise.connectors.video;

import io.framewise.platform.image.OtherFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVProbeData;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;

/**
 * Why a file that could not be opened is no video that is taken, by its first bytes. Nothing of it
 * is parsed here but the boxes of an MP4.
 */
final class FileVerdict {

  private static final int HEAD_BYTES = 64 * 1024;
  private static final int PADDING = 64;
  private static final int TRANSPORT_PACKET = 188;
  private static final int SYNC = 0x47;
  private static final int SCRAMBLED = 0xC0;

  private FileVerdict() {}

  /** The verdict as the end of a sentence that begins with the file's name. */
  static String of(Path file) {
    byte[] head;
    try {
      head = head(file);
    } catch (IOException e) {
      return "cannot be read";
    }
    if (head.length == 0) {
      return "is empty";
    }
    Optional<String> known = OtherFiles.of(head);
    if (known.isPresent()) {
      return "is " + known.get() + taken();
    }
    Optional<AVInputFormat> format = probe(head);
    return format
        .map(found -> ofFormat(file, head, found))
        .orElseGet(() -> "is no video" + (isText(head) ? " but text" : "") + taken());
  }

  private static String taken() {
    return ", only " + Container.all() + " is taken";
  }

  private static String ofFormat(Path file, byte[] head, AVInputFormat format) {
    String names = format.name().getString();
    if (Container.MP4.isDemuxer(names)) {
      return ofMp4(file);
    }
    if (Container.MPEG_TS.isDemuxer(names)) {
      return isScrambled(head)
          ? "is encrypted: only video without encryption can be decoded"
          : "is a damaged MPEG-TS file, or was cut off: it holds no stream that can be opened";
    }
    if (Container.MATROSKA.isDemuxer(names)) {
      return "is a damaged Matroska file, or was cut off: its header cannot be read";
    }
    return "is a file of kind " + format.long_name().getString() + taken();
  }

  private static String ofMp4(Path file) {
    try {
      Mp4Boxes boxes = Mp4Boxes.of(file);
      if (boxes.isStillPicture()) {
        return "is a still picture (HEIF or AVIF)" + taken();
      }
      if (!boxes.has("moov")) {
        return "is cut off or was never finished: its index (moov) is missing";
      }
      return "is a damaged MP4 file: its index (moov) cannot be read";
    } catch (IOException | UncheckedIOException e) {
      return "is a damaged MP4 file";
    }
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return input.readNBytes(HEAD_BYTES);
    }
  }

  /** What FFmpeg takes the bytes for; looks at them and no further. */
  private static Optional<AVInputFormat> probe(byte[] head) {
    try (BytePointer bytes = new BytePointer(head.length + (long) PADDING);
        BytePointer name = new BytePointer("");
        AVProbeData data = new AVProbeData()) {
      bytes.put(head, 0, head.length);
      bytes.position(head.length).fill(0).position(0);
      data.filename(name);
      data.buf(bytes);
      data.buf_size(head.length);
      data.mime_type(null);
      return Optional.ofNullable(avformat.av_probe_input_format(data, 1))
          .filter(format -> !format.isNull());
    }
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean isScrambled(byte[] head) {
    int scrambled = 0;
    int packets = 0;
    for (int at = 0; at + TRANSPORT_PACKET <= head.length; at += TRANSPORT_PACKET) {
      if ((head[at] & 0xFF) == SYNC) {
        packets++;
        scrambled += (head[at + 3] & SCRAMBLED) == 0 ? 0 : 1;
      }
    }
    return 2 * scrambled > packets;
  }
}
