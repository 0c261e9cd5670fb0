package io.framewise.platform.image;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where decodes run: a bounded number at once, which hold bounded memory together. A decode that
 * takes a processor for too long is given up. It is told so and soon ends by itself; until then it
 * keeps its room, so that no more than the bounded number ever run, whatever they do.
 */
final class DecodeThreads {

  /** How a decode ended, when not by an exception. */
  sealed interface Decoded {

    /** With the upright picture, whose memory is counted until it is closed. */
    record Picture(TakenOnce image, DecodeRoom.Lease lease) implements Decoded, AutoCloseable {

      @Override
      public void close() {
        lease.close();
      }
    }

    /** It took too long. */
    record GivenUp(BadImageException refusal) implements Decoded {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(DecodeThreads.class);

  /** How many times its budget of processor time a caller waits, for room and for the picture. */
  private static final int PATIENCE = 10;

  private static final long SHORTEST_LOOK = 1_000_000;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ExecutorService threads = Executors.newCachedThreadPool(DecodeThreads::daemon);

  private final DecodeRoom room;
  private final LongUnaryOperator cpuNanosOfThread;
  private final LongSupplier nanoTime;
  private final AtomicLong givenUp = new AtomicLong();

  /** Threads for decodes. */
  DecodeThreads(DecodeRoom room) {
    this(room, ManagementFactory.getThreadMXBean()::getThreadCpuTime, System::nanoTime);
  }

  /** The same with other clocks. */
  DecodeThreads(DecodeRoom room, LongUnaryOperator cpuNanosOfThread, LongSupplier nanoTime) {
    this.room = room;
    this.cpuNanosOfThread = cpuNanosOfThread;
    this.nanoTime = nanoTime;
  }

  long givenUp() {
    return givenUp.get();
  }

  /**
   * The upright picture, or that it took too long.
   *
   * @throws BadImageException when it is damaged or takes more memory than there is
   * @throws DecodersBusyException when nothing is free for long, or the machine is too busy
   */
  Decoded decode(PictureHeader header, DecodeBudget budget) {
    DecodeRoom.Lease lease = room.take(budget, patience(budget));
    DecodeRun run = new DecodeRun(header, lease, cpuNanosOfThread);
    try {
      threads.execute(run);
    } catch (OutOfMemoryError e) {
      lease.close();
      throw new DecodersBusyException("the system gives this process no more threads", e);
    }
    Decoded decoded = null;
    try {
      decoded = await(run, header.format(), lease, budget);
      return decoded;
    } finally {
      if (!(decoded instanceof Decoded.Picture)) {
        run.abandon();
      }
    }
  }

  private static Duration patience(DecodeBudget budget) {
    return budget.time().multipliedBy(PATIENCE);
  }

  private Decoded await(
      DecodeRun run, ImageFormat format, DecodeRoom.Lease lease, DecodeBudget budget) {
    boolean interrupted = false;
    long end = nanoTime.getAsLong() + patience(budget).toNanos();
    try {
      while (true) {
        long cpuLeft = budget.time().toNanos() - run.cpuNanos();
        long left = Math.min(cpuLeft, end - nanoTime.getAsLong());
        if (left <= 0 && !run.ended()) {
          return gaveUp(cpuLeft <= 0, format, budget);
        }
        try {
          return new Decoded.Picture(run.picture(Math.max(SHORTEST_LOOK, left)), lease);
        } catch (InterruptedException e) { // the wait is short: it is ended, and the caller told
          interrupted = true;
        } catch (TimeoutException e) {
          LOG.trace("a {} takes its time", format, e);
        }
      }
    } catch (ExecutionException e) {
      throw refusal(format, e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Decoded gaveUp(boolean cpu, ImageFormat format, DecodeBudget budget) {
    if (!cpu) {
      throw new DecodersBusyException(
          "this machine is too busy: it could not work on a picture for "
              + budget.time().toMillis()
              + " ms within "
              + patience(budget).toMillis()
              + " ms",
          null);
    }
    LOG.warn("Gave up decoding a {} after {} ms", format, budget.time().toMillis());
    givenUp.incrementAndGet();
    return new Decoded.GivenUp(tooSlow(format, budget));
  }

  /** What is said of a picture that was given up. */
  static BadImageException tooSlow(ImageFormat format, DecodeBudget budget) {
    return new BadImageException(
        "too-slow",
        "the "
            + format
            + " is not decoded within "
            + budget.time().toMillis()
            + " ms of processor time");
  }

  private static RuntimeException refusal(ImageFormat format, Throwable cause) {
    if (cause instanceof BadImageException bad) {
      return bad;
    }
    if (cause instanceof OutOfMemoryError) {
      return DecodeRoom.outOfMemory(cause);
    }
    if (cause instanceof Error error && !(cause instanceof StackOverflowError)) {
      throw error;
    }
    return PictureHeader.damaged(format, cause);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "decode-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
