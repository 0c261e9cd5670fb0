package io.framewise.connectors.video;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The containers of video that are taken. */
enum Container {
  MP4("MP4", "mov", ".mp4, .m4v, .mov, .3gp"),
  MATROSKA("Matroska", "matroska", ".mkv, .webm"),
  MPEG_TS("MPEG-TS", "mpegts", ".ts, .mts, .m2ts");

  private final String written;
  private final String demuxer;
  private final String endings;

  Container(String written, String demuxer, String endings) {
    this.written = written;
    this.demuxer = demuxer;
    this.endings = endings;
  }

  /** Name for people. */
  String written() {
    return written;
  }

  /** Usual endings of such files; the bytes decide, not the name. */
  String endings() {
    return endings;
  }

  /** Whether FFmpeg's name or names of a demuxer, parted by commas, mean this container. */
  boolean isDemuxer(String names) {
    return Stream.of(names.split(",", -1)).anyMatch(demuxer::equals);
  }

  /** Names of the demuxers, parted by commas, as FFmpeg takes them. */
  static String demuxers() {
    return Stream.of(values()).map(taken -> taken.demuxer).collect(Collectors.joining(","));
  }

  /** All of them for people. */
  static String all() {
    return Words.list(Stream.of(values()).map(Container::written).toList(), "or");
  }
}
