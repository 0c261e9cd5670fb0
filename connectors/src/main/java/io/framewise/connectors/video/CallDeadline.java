package io.framewise.connectors.video;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends a call of FFmpeg that takes too long, or whose thread is told to stop: FFmpeg asks here
 * while it waits for the network.
 *
 * <p>The callback is shared, since only a handful can exist; it finds its deadline by the address
 * of a byte that each one has of its own.
 */
final class CallDeadline implements AutoCloseable {

  private static final Map<Long, CallDeadline> OPEN = new ConcurrentHashMap<>();
  private static final Asked ASKED = new Asked();

  private final BytePointer key = new BytePointer(1);
  private final Thread thread = Thread.currentThread();
  private volatile long deadline = Long.MAX_VALUE;
  private volatile boolean passed;

  /** A deadline for the calls that the present thread makes with {@code container}. */
  CallDeadline(AVFormatContext container) {
    OPEN.put(key.address(), this);
    AVIOInterruptCB callback = container.interrupt_callback();
    callback.opaque(key);
    callback.callback(ASKED);
  }

  /** Gives what follows so much time. */
  void set(Duration limit) {
    passed = false;
    deadline = System.nanoTime() + limit.toNanos();
  }

  /** Whether it was the deadline that ended a call. */
  boolean passed() {
    return passed;
  }

  private boolean ends() {
    if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
      passed = true;
    }
    return passed || thread.isInterrupted();
  }

  @Override
  public void close() {
    OPEN.remove(key.address());
    key.close();
  }

  private static final class Asked extends AVIOInterruptCB.Callback_Pointer {

    private Asked() {
      retainReference();
    }

    @Override
    public int call(Pointer key) {
      CallDeadline asked = OPEN.get(key.address());
      return asked == null || asked.ends() ? 1 : 0;
    }
  }
}
