package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where decodes run: a bounded number at once, which hold bounded memory together. A decode that
 * takes too long is given up. It is told so and soon ends by itself; until then it keeps its place,
 * so that no more than the bounded number ever run, whatever they do.
 */
final class DecodeThreads {

  /** How a decode ended, when not by an exception. */
  sealed interface Decoded {

    /** With the upright picture. */
    record Picture(BufferedImage image) implements Decoded {}

    /** It took too long. */
    record GivenUp(BadImageException refusal) implements Decoded {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(DecodeThreads.class);
  private static final int FEWEST = 2;
  private static final int MOST = 8;
  private static final int SHARE_OF_HEAP = 2;
  private static final int MEBIBYTE = 1 << 20;

  /** How many times the time of one decode a caller waits for a place. */
  private static final int PATIENCE = 10;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ExecutorService threads = Executors.newCachedThreadPool(DecodeThreads::daemon);

  private final int mebibytes;
  private final Semaphore memory;
  private final Semaphore places;
  private final AtomicLong givenUp = new AtomicLong();

  /**
   * Threads for decodes.
   *
   * @param places how many may run at once
   * @param mebibytes memory that they may hold together
   */
  DecodeThreads(int places, int mebibytes) {
    this.mebibytes = mebibytes;
    this.memory = new Semaphore(mebibytes, true);
    this.places = new Semaphore(places, true);
  }

  /** As many as there are processors, in half of the heap. */
  static DecodeThreads ofThisMachine() {
    Runtime machine = Runtime.getRuntime();
    int places = Math.min(MOST, Math.max(FEWEST, machine.availableProcessors()));
    long half = machine.maxMemory() / SHARE_OF_HEAP / MEBIBYTE;
    return new DecodeThreads(places, (int) Math.min(Integer.MAX_VALUE, Math.max(1, half)));
  }

  long givenUp() {
    return givenUp.get();
  }

  /**
   * The upright picture, or that it took too long.
   *
   * @throws BadImageException when it is damaged, takes more memory than there is, or no thread is
   *     free for long
   */
  Decoded decode(PictureHeader header, Duration maxTime) {
    int needed = (int) (header.heldBytes() / MEBIBYTE + 1);
    if (needed > mebibytes) {
      throw outOfMemory(null);
    }
    Duration patience = maxTime.multipliedBy(PATIENCE);
    acquire(memory, needed, patience);
    try {
      acquire(places, 1, patience);
    } catch (BadImageException e) {
      memory.release(needed);
      throw e;
    }
    DecodeWatch watch = new DecodeWatch();
    Future<BufferedImage> decoding;
    try {
      decoding = threads.submit(() -> decodeAndRelease(header, watch, needed));
    } catch (OutOfMemoryError e) { // no thread to be had
      release(needed);
      throw outOfMemory(e);
    }
    return await(decoding, watch, header.format(), maxTime);
  }

  private BufferedImage decodeAndRelease(PictureHeader header, DecodeWatch watch, int needed)
      throws IOException {
    try {
      return header.orientation().upright(header.pixels().read(watch));
    } finally {
      release(needed);
    }
  }

  private void release(int needed) {
    places.release();
    memory.release(needed);
  }

  private Decoded await(
      Future<BufferedImage> decoding, DecodeWatch watch, ImageFormat format, Duration maxTime) {
    boolean interrupted = false;
    long end = System.nanoTime() + maxTime.toNanos();
    try {
      while (true) {
        try {
          return new Decoded.Picture(
              decoding.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) { // the wait is short: it is ended, and the caller told
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      watch.giveUp();
      LOG.warn("Gave up decoding a {} after {} ms", format, maxTime.toMillis());
      givenUp.incrementAndGet();
      return new Decoded.GivenUp(tooSlow(format, maxTime, e));
    } catch (ExecutionException e) {
      throw refusal(format, e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What is said of a picture that was given up. */
  static BadImageException tooSlow(ImageFormat format, Duration maxTime, Throwable cause) {
    return new BadImageException(
        "too-slow",
        "the " + format + " is not decoded within " + maxTime.toMillis() + " ms",
        cause);
  }

  private static RuntimeException refusal(ImageFormat format, Throwable cause) {
    if (cause instanceof BadImageException bad) {
      return bad;
    }
    if (cause instanceof OutOfMemoryError) {
      return outOfMemory(cause);
    }
    if (cause instanceof Error error && !(cause instanceof StackOverflowError)) {
      throw error;
    }
    return PictureHeader.damaged(format, cause);
  }

  private static BadImageException outOfMemory(Throwable cause) {
    return new BadImageException(
        "too-many-pixels", "decoding it needs more memory than this process has for it", cause);
  }

  private static void acquire(Semaphore semaphore, int permits, Duration patience) {
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          if (semaphore.tryAcquire(permits, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
          }
          throw new BadImageException(
              "too-slow", "other pictures kept all decoders for " + patience.toMillis() + " ms");
        } catch (InterruptedException e) { // the wait is short: it is ended, and the caller told
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "decode-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
