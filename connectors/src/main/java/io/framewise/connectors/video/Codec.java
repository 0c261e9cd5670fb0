package io.framewise.connectors.video;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;

/** The codecs of video that are taken. */
enum Codec {
  H264("H.264", "h264", avcodec.AV_CODEC_ID_H264),
  HEVC("HEVC", "hevc", avcodec.AV_CODEC_ID_HEVC),
  MJPEG("MJPEG", "mjpeg", avcodec.AV_CODEC_ID_MJPEG),
  VP8("VP8", "vp8", avcodec.AV_CODEC_ID_VP8),
  VP9("VP9", "vp9", avcodec.AV_CODEC_ID_VP9);

  private final String written;
  private final String decoder;
  private final int id;

  Codec(String written, String decoder, int id) {
    this.written = written;
    this.decoder = decoder;
    this.id = id;
  }

  /** Name for people. */
  String written() {
    return written;
  }

  /** Name of FFmpeg's decoder. */
  String decoder() {
    return decoder;
  }

  /** The codec that FFmpeg knows by {@code id}, if it is taken. */
  static Optional<Codec> of(int id) {
    return Stream.of(values()).filter(codec -> codec.id == id).findFirst();
  }

  /** Names of the decoders, parted by commas, as FFmpeg takes them. */
  static String decoders() {
    return Stream.of(values()).map(Codec::decoder).collect(Collectors.joining(","));
  }

  /** All of them for people, such as "A, B and C". */
  static String all(String last) {
    return Words.list(Stream.of(values()).map(Codec::written).toList(), last);
  }
}
