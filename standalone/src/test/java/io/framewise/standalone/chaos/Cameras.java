package io.framewise.standalone.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Cameras with ten frames a second each, in order of capture. Keeps what was sent, for a
 * recomputation of what must come of it. Capture times are those of now, spread within their tenth
 * of a second by random numbers with a fixed seed.
 */
final class Cameras implements AutoCloseable {

  private static final int TICK_MS = 100;
  private static final int FRAMES_A_POISON = 100;
  private static final long END_GAP_MS = 60_000;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final FrameSender sender;
  private final Poison poison;
  private final LongPredicate poisoned;
  private final List<String> sourceIds;
  private final List<SentFrame> sent = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private final Random random = new Random(5);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cameras"));
  private ScheduledFuture<?> ticking;
  private long firstCaptureMs;
  private long tick;

  /**
   * As above.
   *
   * @param sources how many cameras
   * @param poisoned the seconds in which one poison follows each hundredth frame
   */
  Cameras(int sources, FrameSender sender, Poison poison, LongPredicate poisoned) {
    this.sourceIds = IntStream.range(0, sources).mapToObj(i -> "camera-" + i).toList();
    this.sender = sender;
    this.poison = poison;
    this.poisoned = poisoned;
  }

  void start() {
    firstCaptureMs = System.currentTimeMillis();
    ticking = clock.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** How many frames were sent so far. */
  long count() {
    return count.get();
  }

  /** Lets them send for so many seconds more. */
  void runOn(int seconds) {
    awaitCount(count() + framesIn(seconds), LIMIT.plusSeconds(seconds));
  }

  /** How many frames they send in so many seconds. */
  long framesIn(int seconds) {
    return 1000L / TICK_MS * sourceIds.size() * seconds;
  }

  void awaitCount(long frames) {
    awaitCount(frames, LIMIT);
  }

  private void awaitCount(long frames, Duration limit) {
    Patiently.until(limit, () -> count() >= frames);
  }

  /** The second, from the first one, in which a frame was due. */
  long second(SentFrame frame) {
    return (frame.capturedAtMs() - firstCaptureMs) / 1000;
  }

  /**
   * Ends the stream with one frame of each source far behind the others, which closes all windows
   * before it, and returns when Kafka has everything.
   */
  List<SentFrame> finish() throws Exception {
    if (ticking.isDone()) {
      ticking.get();
    }
    clock.shutdown();
    if (!clock.awaitTermination(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the cameras do not stop");
    }
    sourceIds.forEach(sourceId -> send(sourceId, END_GAP_MS));
    sender.flush();
    return List.copyOf(sent);
  }

  private void tick() {
    boolean withPoison = poisoned.test(tick * TICK_MS / 1000);
    for (String sourceId : sourceIds) {
      send(sourceId, random.nextInt(TICK_MS));
      if (withPoison && count() % FRAMES_A_POISON == 0) {
        poison.send(sourceIds.get((int) (count() / FRAMES_A_POISON % sourceIds.size())));
      }
    }
    tick++;
  }

  private void send(String sourceId, long offsetMs) {
    long capturedAtMs = firstCaptureMs + tick * TICK_MS + offsetMs;
    String frameId = sourceId + "-" + capturedAtMs;
    sent.add(new SentFrame(sourceId, frameId, capturedAtMs, System.currentTimeMillis()));
    sender.send(sourceId, frameId, capturedAtMs);
    count.incrementAndGet();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
