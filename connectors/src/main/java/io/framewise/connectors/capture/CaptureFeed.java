package io.framewise.connectors.capture;

import io.framewise.connectors.capture.CaptureMessage.Ended;
import io.framewise.connectors.capture.CaptureMessage.LeftOut;
import io.framewise.connectors.capture.CaptureMessage.Picture;
import io.framewise.connectors.capture.CaptureMessage.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What comes of one source from its capture process. Only so many pictures wait here; of more the
 * oldest are given up, so that a source that waits for Kafka holds up neither its neighbours in the
 * process nor the newest picture. Safe for use by several threads.
 */
public final class CaptureFeed implements AutoCloseable {

  private static final int MOST_PICTURES = 4;
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(4);
  // A busy machine takes its time to start a process, and killing it costs its other sources.
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(15);

  private final CaptureGroup group;
  private final int number;
  private final Deque<CaptureMessage> messages = new ArrayDeque<>();
  private int pictures;
  private int givenUp;
  private boolean ended;

  CaptureFeed(CaptureGroup group, int number) {
    this.group = group;
    this.number = number;
  }

  /**
   * How long to wait for the next message of a stream that may be silent for {@code silence}. The
   * process looks itself; what it does not notice by then, it hangs in.
   */
  public static Duration patience(Duration silence) {
    Duration twice = silence.multipliedBy(2);
    return twice.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : twice;
  }

  /** Takes a message from the process; nothing is taken behind the last one. */
  synchronized void put(CaptureMessage message) {
    if (ended) {
      return;
    }
    ended = message instanceof Ended;
    if (isPicture(message) && ++pictures > MOST_PICTURES) {
      dropOldest();
    }
    if (message instanceof Progress progress && messages.peekLast() instanceof Progress last) {
      messages.removeLast();
      messages.add(last.and(progress));
    } else {
      messages.add(message);
    }
    notifyAll();
  }

  private static boolean isPicture(CaptureMessage message) {
    return message instanceof Picture || message instanceof LeftOut;
  }

  private void dropOldest() {
    Iterator<CaptureMessage> oldest = messages.iterator();
    while (oldest.hasNext()) {
      if (isPicture(oldest.next())) {
        oldest.remove();
        pictures--;
        givenUp++;
        return;
      }
    }
  }

  /**
   * The next message, waited for at most {@code limit}; empty when none came.
   *
   * @throws InterruptedException when the thread is told to stop
   */
  public synchronized Optional<CaptureMessage> next(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (messages.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    CaptureMessage message = messages.remove();
    pictures -= isPicture(message) ? 1 : 0;
    return Optional.of(message);
  }

  /** Pictures given up since the last call, since they were not taken in time. */
  public synchronized int givenUp() {
    int count = givenUp;
    givenUp = 0;
    return count;
  }

  /** Ends the whole process: it hangs in this source. */
  public void killProcess() {
    group.kill("a source of it hangs");
  }

  /**
   * Tells the process to stop capturing this source, and returns when the camera's session has
   * ended: whoever connects next must find it gone. A process in which it does not end is killed.
   */
  @Override
  public void close() {
    group.stop(number);
    if (!awaitEnded(LONGEST_GOODBYE)) {
      killProcess();
    }
    group.forget(number);
  }

  /** Waits also when the thread is told to stop, as it is when a source is ended. */
  private synchronized boolean awaitEnded(Duration limit) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ended && deadline - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended;
  }
}
