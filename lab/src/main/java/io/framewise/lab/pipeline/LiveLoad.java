package io.framewise.lab.pipeline;

import io.framewise.contract.avro.AnalysisEvent;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Cameras that send in real time, evenly spread over each second. Notes when the broker had each
 * frame. One thread drives it.
 */
public final class LiveLoad {

  private static final double NANOS_A_SECOND = 1e9;

  private final Cameras sender;
  private final int cameras;
  private final int rate;
  private final Map<String, NavigableMap<Long, Long>> acknowledged = new ConcurrentHashMap<>();

  /** A load of so many cameras at so many frames a second each. */
  public LiveLoad(Cameras sender, int cameras, int rate) {
    this.sender = sender;
    this.cameras = cameras;
    this.rate = rate;
  }

  /** Sends for a while; {@code everySecond} runs beside it on this thread and must be short. */
  public void send(Duration time, Runnable everySecond) {
    long start = System.nanoTime();
    long frames = time.toSeconds() * cameras * rate;
    for (long i = 0; i < frames; i++) {
      long due = start + (long) (i * NANOS_A_SECOND / (cameras * rate));
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      sendOne((int) (i % cameras));
      if (i % ((long) cameras * rate) == 0) {
        everySecond.run();
      }
    }
    sender.flush();
  }

  private void sendOne(int camera) {
    long capturedAtMs = System.currentTimeMillis();
    NavigableMap<Long, Long> moments =
        acknowledged.computeIfAbsent(Cameras.id(camera), id -> new ConcurrentSkipListMap<>());
    sender.send(camera, capturedAtMs, () -> moments.put(capturedAtMs, System.nanoTime()));
  }

  /**
   * When the broker had the frame that closed an event's window: its source's first one after the
   * window's end and grace. Moments of {@link System#nanoTime}.
   */
  long closedAt(AnalysisEvent event) {
    long due = event.getWindow().getEnd().toEpochMilli() + Pipeline.GRACE_MS;
    return acknowledged.get(event.getSourceId()).ceilingEntry(due).getValue();
  }

  /** Windows that these frames closed. */
  int closedWindows() {
    return acknowledged.values().stream().mapToInt(LiveLoad::closedWindows).sum();
  }

  private static int closedWindows(NavigableMap<Long, Long> moments) {
    long newest = moments.lastKey() - Pipeline.GRACE_MS;
    return (int)
        moments.keySet().stream()
            .map(captured -> captured / Pipeline.WINDOW_MS)
            .distinct()
            .filter(window -> (window + 1) * Pipeline.WINDOW_MS <= newest)
            .count();
  }
}
