package io.framewise.connectors.video;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Gives FFmpeg bytes that are read here. FFmpeg calls back into this JVM, and nothing may be thrown
 * through its code: what is thrown ends the reading and is kept.
 *
 * <p>The two callbacks are shared, since only a handful can exist; they find their input by the
 * address of a byte that each input has of its own.
 */
final class NativeInput implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int END = avutil.AVERROR_EOF;
  private static final int FAILED = -5;
  // Bits of the argument "whence" of a seek.
  private static final int FORCE = 0x20000;
  private static final int SIZE = 0x10000;
  private static final int FROM_START = 0;
  private static final int FROM_HERE = 1;
  private static final int FROM_END = 2;

  private static final Map<Long, NativeInput> OPEN = new ConcurrentHashMap<>();
  private static final Reads READS = new Reads();
  private static final Seeks SEEKS = new Seeks();

  private final StreamBytes input;
  private final Optional<FileInput> file;
  private final BytePointer key = new BytePointer(1);
  private final AVIOContext context;
  private Optional<Throwable> failure = Optional.empty();

  /** The way to a file, in which FFmpeg may go to and fro; it stays the caller's to close. */
  NativeInput(FileInput file) {
    this(file::read, Optional.of(file));
  }

  /** The way to bytes that come once. */
  NativeInput(StreamBytes input) {
    this(input, Optional.empty());
  }

  private NativeInput(StreamBytes input, Optional<FileInput> file) {
    this.input = input;
    this.file = file;
    BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER_BYTES));
    OPEN.put(key.address(), this);
    this.context =
        avformat.avio_alloc_context(
            buffer,
            BUFFER_BYTES,
            0,
            key,
            READS,
            (Write_packet_Pointer_BytePointer_int) null,
            file.isPresent() ? SEEKS : null);
  }

  /** For FFmpeg. */
  AVIOContext context() {
    return context;
  }

  /** What ended the reading early. */
  Optional<Throwable> failure() {
    return failure;
  }

  private int read(BytePointer into, int size) {
    if (failure.isPresent()) {
      return FAILED; // FFmpeg asks again where it thinks that a fault may have passed.
    }
    try {
      int count = input.read(into.capacity(size).asByteBuffer());
      return count < 0 ? END : count;
    } catch (Throwable e) { // Nothing may be thrown through native code.
      failure = Optional.of(e);
      return FAILED;
    }
  }

  private long seek(long offset, int whence) {
    if (failure.isPresent()) {
      return FAILED;
    }
    try {
      FileInput input = file.orElseThrow();
      switch (whence & ~FORCE) {
        case SIZE -> {
          return input.size();
        }
        case FROM_START -> input.seek(offset);
        case FROM_HERE -> input.seek(input.position() + offset);
        case FROM_END -> input.seek(input.size() + offset);
        default -> {
          return FAILED;
        }
      }
      return input.position();
    } catch (Throwable e) { // As above.
      failure = Optional.of(e);
      return FAILED;
    }
  }

  @Override
  public void close() {
    OPEN.remove(key.address());
    avutil.av_free(context.buffer());
    avformat.avio_context_free(context);
    key.close();
  }

  private static NativeInput of(Pointer key) {
    return OPEN.get(key.address());
  }

  private static final class Reads extends Read_packet_Pointer_BytePointer_int {

    private Reads() {
      retainReference();
    }

    @Override
    public int call(Pointer key, BytePointer into, int size) {
      return of(key).read(into, size);
    }
  }

  private static final class Seeks extends Seek_Pointer_long_int {

    private Seeks() {
      retainReference();
    }

    @Override
    public long call(Pointer key, long offset, int whence) {
      return of(key).seek(offset, whence);
    }
  }
}
