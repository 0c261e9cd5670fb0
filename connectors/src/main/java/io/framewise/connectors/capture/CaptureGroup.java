package io.framewise.connectors.capture;

import io.framewise.connectors.capture.CaptureMessage.Alive;
import io.framewise.connectors.capture.CaptureMessage.Ended;
import io.framewise.connectors.source.StreamFault;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One capture process and the sources in it. Its end is the end of all their feeds, and nothing
 * else. Safe for use by several threads.
 */
final class CaptureGroup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureGroup.class);
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int FIRST_SIGNAL = 128;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final int LOOKS = 3;
  private static final long GOODBYE_S = 5;

  private final Process process;
  private final DataOutputStream orders;
  private final Map<Integer, CaptureFeed> feeds = new HashMap<>();
  private final int room;
  private int numbers;
  private boolean over;
  private long lastUsed = System.nanoTime();
  private volatile long lastHeard = System.nanoTime();
  private volatile boolean heard;
  private int silentLooks;

  private CaptureGroup(Process process, int room) {
    this.process = process;
    this.room = room;
    this.orders = new DataOutputStream(process.getOutputStream());
  }

  /** Starts a process with room for so many sources. */
  static CaptureGroup start(int room) throws IOException {
    CaptureGroup group = new CaptureGroup(CaptureCommand.builder(System.getenv()).start(), room);
    Thread reader = new Thread(group::read, "capture-process-" + group.process.pid());
    reader.setDaemon(true);
    reader.start();
    LOG.debug("capture process {} started", group.process.pid());
    return group;
  }

  /** Captures one more source; null where there is no room, or the process is over. */
  synchronized CaptureFeed capture(CaptureOrder order) {
    if (over || feeds.size() >= room) {
      return null;
    }
    int number = numbers++;
    CaptureFeed feed = new CaptureFeed(this, number);
    feeds.put(number, feed);
    try {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      DataOutputStream written = new DataOutputStream(whole);
      written.writeByte(CaptureProcess.START);
      written.writeInt(number);
      order.write(written);
      orders.write(whole.toByteArray());
      orders.flush();
    } catch (IOException e) {
      feeds.remove(number);
      return null; // It has just ended, as its reader is about to find out.
    }
    return feed;
  }

  /** Forgets a source that has ended. */
  synchronized void forget(int number) {
    feeds.remove(number);
    lastUsed = System.nanoTime();
  }

  /** Tells the process to stop capturing a source. */
  synchronized void stop(int number) {
    if (!feeds.containsKey(number)) {
      return;
    }
    try {
      orders.writeByte(CaptureProcess.STOP);
      orders.writeInt(number);
      orders.flush();
    } catch (IOException e) {
      LOG.debug("capture process {} has ended by itself", process.pid());
    }
  }

  /** How long it has had no source; nothing while it has some. */
  synchronized Duration idle() {
    return feeds.isEmpty() ? Duration.ofNanos(System.nanoTime() - lastUsed) : Duration.ZERO;
  }

  private void read() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER_BYTES))) {
      while (true) {
        int number = in.readInt();
        CaptureMessage message = CaptureMessage.read(in);
        lastHeard = System.nanoTime();
        heard = true;
        if (!(message instanceof Alive)) {
          pass(number, message);
        }
      }
    } catch (IOException | IllegalArgumentException | OutOfMemoryError e) {
      LOG.debug("the pipe of capture process {} ended", process.pid(), e);
    } finally {
      process.destroyForcibly();
      endAll();
    }
  }

  private void pass(int number, CaptureMessage message) {
    CaptureFeed feed;
    synchronized (this) {
      feed = feeds.get(number);
    }
    if (feed != null) {
      feed.put(message);
    }
  }

  private void endAll() {
    List<CaptureFeed> left;
    synchronized (this) {
      over = true;
      left = new ArrayList<>(feeds.values());
      feeds.clear();
    }
    if (!left.isEmpty()) {
      String words = "its capture process ended (" + end() + ")";
      LOG.warn(
          "capture process {} ended with {} sources in it: {}", process.pid(), left.size(), end());
      left.forEach(feed -> feed.put(new Ended(StreamFault.CAPTURE_ENDED, words)));
    }
  }

  private String end() {
    try {
      int code = process.waitFor();
      return code > FIRST_SIGNAL ? "signal " + (code - FIRST_SIGNAL) : "exit code " + code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /**
   * Whether it has said nothing for too long at this look and at the last ones too: it says
   * something every second, but it may be this process that had stopped, or a start may take long.
   */
  boolean isSilent() {
    Duration silence = Duration.ofNanos(System.nanoTime() - lastHeard);
    boolean tooLong = silence.compareTo(heard ? LONGEST_SILENCE : LONGEST_START) > 0;
    silentLooks = tooLong ? silentLooks + 1 : 0;
    return silentLooks >= LOOKS;
  }

  /** Whether nothing more can be captured by it. */
  synchronized boolean isOver() {
    return over;
  }

  /** Id of the process. */
  long pid() {
    return process.pid();
  }

  /** Ends the process at once. */
  void kill(String why) {
    LOG.warn("capture process {} is killed: {}", process.pid(), why);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    synchronized (this) {
      over = true;
    }
    try {
      orders.close(); // The process ends by itself.
      if (!process.waitFor(GOODBYE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
