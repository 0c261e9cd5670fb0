package io.framewise.connectors.video;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A live stream of video that FFmpeg reads, picture by picture. Pictures before the first key
 * frame, and those that could not be decoded whole, are passed over and counted. Not safe for use
 * by several threads.
 */
public final class FfmpegVideo implements LiveVideo {

  private static final int KEY_INTERVALS = 3;
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final AVRational MICROS = new AVRational().num(1).den(1_000_000);

  static {
    // FFmpeg writes addresses, with their passwords, to standard error.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    avformat.avformat_network_init();
  }

  private final String name;
  private final FfmpegInput input;
  private final Optional<NativeInput> bytes;
  private final StreamLimits limits;
  private final Runnable packetRead;
  private final AVFormatContext container = avformat.avformat_alloc_context();
  private final CallDeadline deadline = new CallDeadline(container);
  private final AVFrame picture = avutil.av_frame_alloc();
  private final KeyInterval keyInterval = new KeyInterval();
  private AVStream stream;
  private PacketDecoder decoder;
  private VideoPictures pictures;
  private StreamFaultException ending;
  private long wholePictureBy;
  private boolean begun;
  private int passedOver;

  private FfmpegVideo(String name, FfmpegInput input, StreamLimits limits, Runnable packetRead) {
    this.name = name;
    this.input = input;
    this.limits = limits;
    this.packetRead = packetRead;
    this.bytes = input.bytes().map(NativeInput::new);
  }

  /**
   * Opens a stream.
   *
   * @param name the source, for errors
   * @param packetRead is run at each packet that has come
   * @throws StreamFaultException when it cannot be opened; says why
   * @throws InterruptedException when the thread is told to stop
   */
  public static FfmpegVideo open(
      String name, FfmpegInput input, StreamLimits limits, Runnable packetRead)
      throws StreamFaultException, InterruptedException {
    if (input.local().isPresent()) {
      input.local().get().load(input.address()); // Its demuxers are known only then.
    }
    FfmpegVideo video = new FfmpegVideo(name, input, limits, packetRead);
    try {
      video.open();
      return video;
    } catch (Throwable e) { // Whatever it was: what is native must be freed.
      video.close();
      throw e;
    }
  }

  private void open() throws StreamFaultException, InterruptedException {
    AVInputFormat demuxer = avformat.av_find_input_format(input.demuxer());
    AVDictionary options = new AVDictionary(null);
    input.options().forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
    if (bytes.isPresent()) {
      container.pb(bytes.get().context());
      container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
    }
    // Who gives bytes keeps the time himself: they may come a segment at a time.
    deadline.set(bytes.isPresent() ? FOREVER : limits.silence());
    int result =
        avformat.avformat_open_input(container, input.address().reveal(), demuxer, options);
    avutil.av_dict_free(options);
    requireOpened(result);
    result = avformat.avformat_find_stream_info(container, (PointerPointer<?>) null);
    requireOpened(result);
    stream = LiveStreamChoice.of(container, input);
    decoder = new PacketDecoder(name, stream, this::read);
    pictures = new VideoPictures(name, decoder::look, limits.framing());
  }

  private void requireOpened(int result) throws StreamFaultException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while opening");
    }
    requireBytes();
    if (result < 0 && input.local().isPresent()) {
      throw input.local().get().opening(result);
    }
    if (result < 0 && bytes.isPresent()) {
      throw new StreamFaultException(
          StreamFault.OTHER_PROTOCOL, "its segments hold no video that can be read");
    }
    if (result < 0) {
      throw StreamErrors.opening(result, deadline.passed(), limits.silence());
    }
  }

  /** Passes on what ended the reading of bytes, if anything did. */
  private void requireBytes() throws StreamFaultException, InterruptedException {
    Throwable failure = bytes.flatMap(NativeInput::failure).orElse(null);
    if (failure instanceof StreamFaultException e) {
      throw e;
    }
    if (failure instanceof InterruptedException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new StreamFaultException(StreamFault.OTHER, "the stream cannot be read on");
    }
  }

  @Override
  public StreamFacts facts() {
    AVRational rate = avformat.av_guess_frame_rate(container, stream, null);
    return new StreamFacts(
        Codec.of(stream.codecpar().codec_id()).map(Codec::written).orElse("raw pictures"),
        stream.codecpar().width(),
        stream.codecpar().height(),
        rate.num() <= 0 || rate.den() <= 0 ? 0 : (double) rate.num() / rate.den());
  }

  @Override
  public void next() throws StreamFaultException, InterruptedException {
    wholePictureBy = System.nanoTime() + wholePictureNanos();
    while (decoder.decode(picture)) {
      boolean key = (picture.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
      boolean whole =
          (picture.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) == 0
              && picture.decode_error_flags() == 0;
      begun |= key && whole;
      if (begun && whole) {
        return;
      }
      passedOver++;
    }
    throw ending == null
        ? new StreamFaultException(StreamFault.OTHER, "its pictures cannot be decoded")
        : ending;
  }

  private boolean read(AVPacket into) throws InterruptedException {
    while (ending == null) {
      if (System.nanoTime() - wholePictureBy > 0) {
        ending =
            new StreamFaultException(
                StreamFault.STALLED, "what the camera sends cannot be decoded to a whole picture");
        return false;
      }
      deadline.set(bytes.isPresent() ? FOREVER : limits.silence());
      long asked = System.nanoTime();
      int result = avformat.av_read_frame(container, into);
      long waited = System.nanoTime() - asked;
      boolean late = bytes.isEmpty() && waited >= limits.silence().toNanos();
      wholePictureBy += bytes.isEmpty() ? 0 : waited;
      if (Thread.interrupted()) {
        throw new InterruptedException("while reading");
      }
      if (result < 0) {
        ending = reading(result, late);
      } else if (into.stream_index() == stream.index()) {
        noteKeyFrame(into);
        packetRead.run();
        if (late) {
          // What FFmpeg still had in hand when it gave up waiting; asked again it would wait again.
          ending = StreamErrors.reading(avutil.AVERROR_EXIT(), true, limits.silence());
        }
        return true;
      } else {
        avcodec.av_packet_unref(into);
      }
    }
    return false;
  }

  private StreamFaultException reading(int error, boolean late) throws InterruptedException {
    try {
      requireBytes();
    } catch (StreamFaultException e) {
      return e;
    }
    return input.local().isPresent()
        ? input.local().get().reading()
        : StreamErrors.reading(error, late, limits.silence());
  }

  private void noteKeyFrame(AVPacket packet) {
    // Of raw pictures none needs another, which is nothing to tell.
    boolean raw = stream.codecpar().codec_id() == avcodec.AV_CODEC_ID_RAWVIDEO;
    if (!raw && (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0) {
      keyInterval.keyAt(micros(packet.pts()));
    }
  }

  private long micros(long timestamp) {
    return timestamp == avutil.AV_NOPTS_VALUE
        ? NO_TIMESTAMP
        : avutil.av_rescale_q(timestamp, stream.time_base(), MICROS);
  }

  /** Where only key frames are decoded, the next one may take its time. */
  private long wholePictureNanos() {
    long interval = keyInterval.micros().orElse(0L);
    return Math.max(
        limits.wholePicture().toNanos(), TimeUnit.MICROSECONDS.toNanos(KEY_INTERVALS * interval));
  }

  @Override
  public long timestampMicros() {
    return micros(picture.best_effort_timestamp());
  }

  @Override
  public BufferedImage image() {
    return pictures.shown(picture);
  }

  @Override
  public Optional<Long> keyFrameMicros() {
    return keyInterval.micros();
  }

  @Override
  public void keyFramesOnly(boolean only) {
    decoder.keyFramesOnly(only);
  }

  @Override
  public int damaged() {
    return decoder.damaged() + passedOver;
  }

  @Override
  public boolean paced() {
    return input.local().map(device -> device.paced(limits)).orElse(false);
  }

  @Override
  public void close() {
    avutil.av_frame_free(picture);
    if (pictures != null) {
      pictures.close();
    }
    if (decoder != null) {
      decoder.close();
    }
    // Closing says good-bye to the camera, and must not wait for one that does not listen.
    deadline.set(Duration.ofSeconds(1));
    if (!container.isNull()) {
      avformat.avformat_close_input(container);
    }
    bytes.ifPresent(NativeInput::close);
    deadline.close();
  }
}
