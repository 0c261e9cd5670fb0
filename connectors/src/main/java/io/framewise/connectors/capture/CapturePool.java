package io.framewise.connectors.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The capture processes of this process. Starts one when a source finds no room in the others, and
 * watches that each says something and keeps to its memory; one that does not is killed, and its
 * sources come again in another. Safe for use by several threads.
 */
public final class CapturePool implements AutoCloseable {

  // A camera that is away for now needs its process again soon.
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(2);
  private static final long PAGE_BYTES = 4096;

  private final int room;
  private final long memoryBytes;
  private final List<CaptureGroup> groups = new ArrayList<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "capture-watch");
            thread.setDaemon(true);
            return thread;
          });
  private boolean watching;

  /**
   * A pool without processes.
   *
   * @param room most sources in one process
   * @param memoryBytes most memory that one process may take
   */
  public CapturePool(int room, long memoryBytes) {
    this.room = room;
    this.memoryBytes = memoryBytes;
  }

  /**
   * Begins to capture a source.
   *
   * @throws UncheckedIOException when no process can be started
   */
  public synchronized CaptureFeed capture(CaptureOrder order) {
    groups.removeIf(CaptureGroup::isOver);
    for (CaptureGroup group : groups) {
      CaptureFeed feed = group.capture(order);
      if (feed != null) {
        return feed;
      }
    }
    try {
      CaptureGroup group = CaptureGroup.start(room);
      groups.add(group);
      startWatch();
      CaptureFeed feed = group.capture(order);
      if (feed == null) {
        throw new IOException("the capture process ended at once");
      }
      return feed;
    } catch (IOException e) {
      throw new UncheckedIOException("no capture process could be started", e);
    }
  }

  private void startWatch() {
    if (!watching) {
      watching = true;
      ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  private void look() {
    List<CaptureGroup> all;
    synchronized (this) {
      groups.removeIf(CaptureGroup::isOver);
      all = List.copyOf(groups);
    }
    for (CaptureGroup group : all) {
      if (group.isSilent()) {
        group.kill("it says nothing any more");
      } else if (memory(group.pid()) > memoryBytes) {
        group.kill("it takes more than " + memoryBytes + " bytes of memory");
      } else if (group.idle().compareTo(LONGEST_IDLE) > 0) {
        group.close();
      }
    }
  }

  /** Resident memory of a process in bytes; 0 where the system does not say. */
  private static long memory(long pid) {
    try {
      String[] pages =
          Files.readString(Path.of("/proc", Long.toString(pid), "statm")).split(" ", -1);
      return Long.parseLong(pages[1]) * PAGE_BYTES;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /** Ids of the processes that run. */
  public synchronized List<Long> processIds() {
    return groups.stream().filter(group -> !group.isOver()).map(CaptureGroup::pid).toList();
  }

  @Override
  public void close() {
    watch.shutdownNow();
    List<CaptureGroup> all;
    synchronized (this) {
      all = List.copyOf(groups);
      groups.clear();
    }
    all.forEach(CaptureGroup::close);
  }
}
