package io.framewise.connectors.video;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.platform.image.ImageLimits;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/** Decodes the packets of one stream of video. Not safe for use by several threads. */
final class PacketDecoder implements AutoCloseable {

  /** Where the packets come from. */
  @FunctionalInterface
  interface Packets {

    /**
     * Reads the stream's next packet; false at the end.
     *
     * @throws InterruptedException when the thread is told to stop
     */
    boolean read(AVPacket into) throws InterruptedException;
  }

  // The decoder takes what it is given before it complains about it; this often is no data at all.
  private static final int FUTILE_CALLS = 1_000;

  private final AVStream stream;
  private final Packets packets;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final Appearances looks = new Appearances();
  private final AVCodecContext decoder;
  private int damaged;

  /**
   * A decoder of {@code stream}.
   *
   * @param name the source or file, for errors
   * @throws SourceBrokenException when FFmpeg has no decoder for it
   */
  PacketDecoder(String name, AVStream stream, Packets packets) {
    this.stream = stream;
    this.packets = packets;
    var codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
    decoder = avcodec.avcodec_alloc_context3(codec);
    int result = avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
    decoder.pkt_timebase(stream.time_base());
    decoder.max_pixels(ImageLimits.DEFAULT.maxPixels());
    decoder.flags(decoder.flags() | avcodec.AV_CODEC_FLAG_COPY_OPAQUE);
    // One thread a source: there may be many, and each other costs the rest.
    decoder.thread_count(1);
    if (result < 0 || avcodec.avcodec_open2(decoder, codec, (PointerPointer<?>) null) < 0) {
      close();
      throw new SourceBrokenException(name + ": its video cannot be decoded");
    }
  }

  /**
   * Decodes the next picture into {@code picture}; false at the end.
   *
   * @throws InterruptedException when the thread is told to stop
   */
  boolean decode(AVFrame picture) throws InterruptedException {
    int futile = 0;
    while (futile < FUTILE_CALLS) {
      int result = avcodec.avcodec_receive_frame(decoder, picture);
      if (result == 0) {
        return true;
      }
      if (result == avutil.AVERROR_EOF) {
        return false;
      }
      if (result == AVERROR_EAGAIN()) {
        futile = 0;
        feed();
      } else {
        damaged++;
        futile++;
      }
    }
    return false;
  }

  private void feed() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while decoding");
    }
    boolean more = packets.read(packet);
    looks.mark(packet);
    int result = avcodec.avcodec_send_packet(decoder, more ? packet : null);
    looks.note(decoder);
    avcodec.av_packet_unref(packet);
    if (result < 0 && more) {
      damaged++;
    }
  }

  /** Whether only pictures that need no other are decoded from now on. */
  void keyFramesOnly(boolean only) {
    decoder.skip_frame(only ? avcodec.AVDISCARD_NONKEY : avcodec.AVDISCARD_DEFAULT);
  }

  /** How a decoded picture is to be shown; what the container says of pixels counts first. */
  Appearance look(AVFrame picture) {
    Appearance look = looks.of(picture, decoder);
    AVRational shape = stream.sample_aspect_ratio();
    return shape.num() > 0 && shape.den() > 0
        ? new Appearance(shape.num(), shape.den(), look.colours(), look.fullRange())
        : look;
  }

  /** Packets that could not be decoded so far. */
  int damaged() {
    return damaged;
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
  }
}
