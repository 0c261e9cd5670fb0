package io.framewise.platform.image;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongUnaryOperator;

/** One decode: runs in one thread, and is watched by another. */
final class DecodeRun implements Runnable {

  private static final long NOT_YET = -1;

  private final PictureHeader header;
  private final DecodeRoom.Lease lease;
  private final LongUnaryOperator cpuNanosOfThread;
  private final DecodeWatch watch = new DecodeWatch();
  private final CompletableFuture<TakenOnce> picture = new CompletableFuture<>();
  private long cpuBefore;
  private volatile long thread = NOT_YET;

  /**
   * A decode.
   *
   * @param cpuNanosOfThread time that a processor spent on the thread of this number so far
   */
  DecodeRun(PictureHeader header, DecodeRoom.Lease lease, LongUnaryOperator cpuNanosOfThread) {
    this.header = header;
    this.lease = lease;
    this.cpuNanosOfThread = cpuNanosOfThread;
  }

  @Override
  public void run() {
    long number = Thread.currentThread().getId();
    cpuBefore = cpuNanosOfThread.applyAsLong(number);
    thread = number;
    TakenOnce decoded = null;
    Throwable failure = null;
    try {
      decoded = new TakenOnce(header.orientation().upright(header.pixels().read(watch)));
    } catch (Throwable e) { // whatever it was: the caller is told, and the room given back
      failure = e;
    }
    lease.decoded();
    if (failure == null) {
      picture.complete(decoded);
    } else {
      picture.completeExceptionally(failure);
    }
  }

  /** The picture, when it comes within {@code nanos}. */
  TakenOnce picture(long nanos) throws ExecutionException, InterruptedException, TimeoutException {
    return picture.get(nanos, TimeUnit.NANOSECONDS);
  }

  /** Time that a processor spent on it so far; means nothing once it has ended. */
  long cpuNanos() {
    long number = thread;
    return number == NOT_YET ? 0 : cpuNanosOfThread.applyAsLong(number) - cpuBefore;
  }

  boolean ended() {
    return picture.isDone();
  }

  /** Gives up: tells the decode so, and gives its room back when it ends. */
  void abandon() {
    watch.giveUp();
    var unused = picture.whenComplete((decoded, failure) -> lease.close());
  }
}
