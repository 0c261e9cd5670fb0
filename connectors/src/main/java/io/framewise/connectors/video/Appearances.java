package io.framewise.connectors.video;

import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

/**
 * The look of each picture by the packet that it came in. A decoder keeps pictures back to put them
 * in order, and fills in what a picture does not say with what holds when it leaves; after a change
 * in the stream that belongs to the pictures behind it.
 */
final class Appearances {

  private static final int KEPT = 256;

  private final TreeMap<Long, Appearance> looks = new TreeMap<>();
  private long next = 1;

  /** Marks a packet that goes into the decoder next. */
  void mark(AVPacket packet) {
    packet.opaque(new Mark(next));
  }

  /** Notes the look that the decoder has after that packet. */
  void note(AVCodecContext decoder) {
    looks.put(next++, Appearance.of(decoder));
    looks.headMap(next - KEPT).clear();
  }

  /** The look of a decoded picture. */
  Appearance of(AVFrame picture, AVCodecContext decoder) {
    Pointer mark = picture.opaque();
    Appearance look = mark == null ? null : looks.get(mark.address());
    return look == null ? Appearance.of(decoder) : look;
  }

  /** A number that goes through the decoder as an address; nothing lies there. */
  private static final class Mark extends Pointer {

    Mark(long number) {
      address = number;
    }
  }
}
