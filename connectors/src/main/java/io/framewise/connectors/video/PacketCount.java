package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Counts the frames of a video by its packets, which is quick because nothing is decoded. */
final class PacketCount {

  private final VideoStream video;
  private int frames;
  private long first = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  private PacketCount(VideoStream video) {
    this.video = video;
  }

  /**
   * The frames of a file that has just been opened, which is at its end then.
   *
   * @throws SourceBrokenException when the file ends before the length that it promises
   */
  static int of(VideoStream video, Path file) throws InterruptedException {
    PacketCount count = new PacketCount(video);
    for (AVPacket packet = video.packet(); packet != null; packet = video.packet()) {
      count.add(packet);
    }
    VideoFaults.requireLength(file, count.micros(), video.promisedLength().micros());
    return count.frames;
  }

  private void add(AVPacket packet) {
    if ((packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0) {
      return;
    }
    frames++;
    if (packet.pts() != avutil.AV_NOPTS_VALUE) {
      first = Math.min(first, packet.pts());
      end = Math.max(end, packet.pts() + packet.duration());
    }
  }

  private long micros() {
    return end < first ? 0 : video.micros(end) - video.micros(first);
  }
}
