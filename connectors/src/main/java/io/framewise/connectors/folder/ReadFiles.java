package io.framewise.connectors.folder;

import io.framewise.connectors.source.FramePlace;
import io.framewise.connectors.source.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were read, on their way out of the folder: each is moved once Kafka has acknowledged
 * its picture or its dead letter. What Kafka does not have stays, and is read again by the next
 * run. What cannot be moved is tried again and costs no picture.
 *
 * <p>Receipts come on any thread; all else is the source's.
 */
final class ReadFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ReadFiles.class);
  private static final Duration LAST_RECEIPTS = Duration.ofSeconds(1);

  private record Ended(String name, FoundFile file, boolean taken) {}

  private final Optional<Path> into;
  private final MoveAway moves;
  private final BiConsumer<String, FileStamp> moved;
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final Deque<Ended> unmoved = new ArrayDeque<>();
  private int underWay;
  private String fault = "";

  /**
   * Files of a folder.
   *
   * @param into where they go; they stay where that is nowhere
   * @param moved told of each version of a file that is gone
   */
  ReadFiles(Path folder, Optional<Path> into, BiConsumer<String, FileStamp> moved) {
    this.into = into;
    this.moves = new MoveAway(folder, into.orElse(folder));
    this.moved = moved;
  }

  /** The receipt for what was read of a file. */
  Receipt receipt(String name, FoundFile file) {
    if (into.isEmpty() || !file.stamp().regular()) {
      return Receipt.NONE;
    }
    underWay++;
    return new Receipt() {
      @Override
      public void published(FramePlace place) {
        ended.add(new Ended(name, file, true));
      }

      @Override
      public void lost() {
        ended.add(new Ended(name, file, false));
      }

      @Override
      public void refused() {
        ended.add(new Ended(name, file, false));
      }
    };
  }

  /** Moves what Kafka has. */
  void move() {
    for (Ended next = ended.poll(); next != null; next = ended.poll()) {
      underWay--;
      if (next.taken()) {
        unmoved.add(next);
      }
    }
    boolean movable = true;
    while (movable && !unmoved.isEmpty()) {
      Ended next = unmoved.remove();
      movable = move(next);
      if (!movable) {
        unmoved.add(next); // Behind the others: one bad file does not hold them up for ever.
      }
    }
    if (unmoved.isEmpty()) {
      fault = "";
    }
  }

  private boolean move(Ended file) {
    try {
      moves.move(file.file());
      moved.accept(file.name(), file.file().stamp());
      return true;
    } catch (IOException e) {
      LOG.debug("{} cannot be moved", file.name(), e);
      fault = MoveAway.why(e);
      return false;
    }
  }

  /** Moves what is acknowledged when the source stops, for a moment. */
  void finish() throws InterruptedException {
    long deadline = System.nanoTime() + LAST_RECEIPTS.toNanos();
    move();
    while (underWay > 0) {
      Ended next = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      ended.add(next);
      move();
    }
  }

  /** What people should know of files that are not moved; empty when there are none. */
  String note() {
    return fault.isEmpty()
        ? ""
        : "keeps files that should go to "
            + FileNames.of(into.orElseThrow())
            + ": "
            + fault
            + "; it is tried again";
  }
}
