package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/** Counts the frames of a video by its packets, which is quick because nothing is decoded. */
final class PacketCount {

  private final FFmpegFrameGrabber grabber;
  private int frames;
  private long first = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  private PacketCount(FFmpegFrameGrabber grabber) {
    this.grabber = grabber;
  }

  /**
   * The frames of a file that a started grabber has open; the grabber is at its end then.
   *
   * @throws SourceBrokenException when the file ends before the length that it promises
   */
  static int of(FFmpegFrameGrabber grabber, Path file) throws FrameGrabber.Exception {
    PacketCount count = new PacketCount(grabber);
    for (AVPacket packet = grabber.grabPacket(); packet != null; packet = grabber.grabPacket()) {
      count.add(packet);
      avcodec.av_packet_unref(packet);
    }
    VideoFile.requireLength(file, count.micros(), new PromisedLength(grabber).micros());
    return count.frames;
  }

  private void add(AVPacket packet) {
    boolean shown = (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) == 0;
    if (packet.stream_index() != grabber.getVideoStream() || !shown) {
      return;
    }
    frames++;
    if (packet.pts() != avutil.AV_NOPTS_VALUE) {
      first = Math.min(first, packet.pts());
      end = Math.max(end, packet.pts() + packet.duration());
    }
  }

  private long micros() {
    if (end < first) {
      return 0;
    }
    AVRational base = grabber.getFormatContext().streams(grabber.getVideoStream()).time_base();
    return Math.round(VideoFile.MICROS_PER_SECOND * (end - first) * base.num() / base.den());
  }
}
