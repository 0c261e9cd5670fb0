package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The video of an open file, packet by packet or picture by picture, with only as much of FFmpeg as
 * is needed: three containers and five codecs, so that a playlist or a crafted file of another kind
 * reaches neither a demuxer nor the network. Not safe for use by several threads.
 */
final class VideoStream implements AutoCloseable {

  private static final AVRational MICROS = new AVRational().num(1).den(1_000_000);

  static {
    // FFmpeg writes what a file says to standard error; our own messages say what is wrong.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private final Path file;
  private final FileInput input;
  private final NativeInput source;
  private final AVFormatContext container;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private PacketDecoder decoder;
  private AVStream stream;
  private boolean ended;

  private VideoStream(Path file, FileInput input) {
    this.file = file;
    this.input = input;
    this.source = new NativeInput(input);
    this.container = avformat.avformat_alloc_context();
  }

  /**
   * Opens {@code file}.
   *
   * @throws SourceBrokenException when it is not a video that is taken; says why
   * @throws InterruptedException when the thread is told to stop while the file is waited for
   */
  static VideoStream open(Path file, FileWaits waits) throws InterruptedException {
    return open(file, waits, FileInput.Opener.real());
  }

  /** The same with an opener that may fail. */
  static VideoStream open(Path file, FileWaits waits, FileInput.Opener opener)
      throws InterruptedException {
    VideoFaults.requireReadable(file);
    FileInput input;
    try {
      input = new FileInput(file, waits, opener);
    } catch (IOException e) {
      throw VideoFaults.unreadable(file, e);
    }
    VideoStream video = new VideoStream(file, input);
    try {
      video.open();
      return video;
    } catch (Throwable e) { // Whatever it was: what is native must be freed.
      video.close();
      throw e;
    }
  }

  private void open() throws InterruptedException {
    container.pb(source.context());
    container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
    avutil.av_dict_set(options, "format_whitelist", Container.demuxers(), 0);
    avutil.av_dict_set(options, "codec_whitelist", Codec.decoders(), 0);
    avutil.av_dict_set(options, "skip_estimate_duration_from_pts", "1", 0);
    int result = avformat.avformat_open_input(container, "", null, options);
    avutil.av_dict_free(options);
    requireRead();
    if (result >= 0) {
      result = avformat.avformat_find_stream_info(container, (PointerPointer<?>) null);
      requireRead();
    }
    if (result < 0) {
      throw VideoFaults.notOpened(file);
    }
    stream = StreamChoice.of(container, file);
    decoder = new PacketDecoder(file.getFileName().toString(), stream, this::read);
  }

  /**
   * Decodes the next picture into {@code picture}; false at the end.
   *
   * @throws SourceBrokenException when the file cannot be read on
   */
  boolean decode(AVFrame picture) throws InterruptedException {
    return decoder.decode(picture);
  }

  /** Reads the next packet of the video; false at the end. */
  private boolean read(AVPacket into) throws InterruptedException {
    while (!ended) {
      int result = avformat.av_read_frame(container, into);
      requireRead();
      if (result < 0) {
        ended = true;
      } else if (into.stream_index() == stream.index()) {
        VideoFaults.requireClear(file, into);
        return true;
      } else {
        avcodec.av_packet_unref(into);
      }
    }
    return false;
  }

  /** The next packet of the video, valid until the next call; null at the end. */
  AVPacket packet() throws InterruptedException {
    avcodec.av_packet_unref(packet);
    return read(packet) ? packet : null;
  }

  /** Passes on what ended the reading of the file, if anything did. */
  private void requireRead() throws InterruptedException {
    Throwable failure = source.failure().orElse(null);
    if (failure instanceof InterruptedException e) {
      throw e;
    }
    if (failure instanceof IOException e) {
      throw VideoFaults.unreadable(file, e);
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException("reading a video failed", failure);
    }
  }

  /** A timestamp of the stream in microseconds; the one that stands for none is left as it is. */
  long micros(long timestamp) {
    return timestamp == avutil.AV_NOPTS_VALUE
        ? StreamTimeline.NO_TIMESTAMP
        : avutil.av_rescale_q(timestamp, stream.time_base(), MICROS);
  }

  /** Pictures a second that the file says it has; 0 when it says nothing. */
  double frameRate() {
    AVRational rate = avformat.av_guess_frame_rate(container, stream, null);
    return rate.num() <= 0 || rate.den() <= 0 ? 0 : (double) rate.num() / rate.den();
  }

  /** How long the file says its video is. */
  PromisedLength promisedLength() {
    return new PromisedLength(container, stream);
  }

  /** How a decoded picture is to be shown. */
  Appearance look(AVFrame picture) {
    return decoder.look(picture);
  }

  /** Packets that could not be decoded so far. */
  int damaged() {
    return decoder.damaged();
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    if (decoder != null) {
      decoder.close();
    }
    if (!container.isNull()) {
      avformat.avformat_close_input(container);
    }
    source.close();
    try {
      input.close();
    } catch (IOException e) {
      throw new SourceBrokenException(file.getFileName() + " cannot be closed", e);
    }
  }
}
