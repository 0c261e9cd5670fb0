package io.framewise.lab.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Many sources at one frame a second: the memory of the streams app, in a process of its own, its
 * CPU time, how far it is behind at the end, and whether every frame is accounted for.
 */
final class SourcesBench {

  private static final String RUN = "live";
  private static final int SAMPLES = 12;
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);
  private static final double SECONDS_A_HOUR = 3600;

  private final BenchCluster cluster;
  private final BenchPlan plan;
  private final Consumer<String> progress;
  private final Series heap = new Series();
  private final Series resident = new Series();
  private long seconds;

  SourcesBench(BenchCluster cluster, BenchPlan plan, Consumer<String> progress) {
    this.cluster = cluster;
    this.plan = plan;
    this.progress = progress;
  }

  void run(Figures figures)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    Pipeline pipeline = new Pipeline(cluster, "sources");
    try (Cameras cameras = new Cameras(pipeline, plan.sourceFrameBytes());
        NullWorker worker = new NullWorker(pipeline);
        EventReader events = new EventReader(pipeline);
        StreamsProcess app = StreamsProcess.start(pipeline, RUN)) {
      app.awaitReady();
      progress.accept(
          "sources: " + plan.sources() + " for " + plan.sourceTime().toSeconds() + " s");
      double cpuBefore = app.cpuSeconds();
      long start = System.nanoTime();
      LiveLoad load = new LiveLoad(cameras, plan.sources(), 1);
      load.send(plan.sourceTime(), () -> sample(app, worker));
      double cpu = (app.cpuSeconds() - cpuBefore) / Clock.secondsSince(start);
      long behind = System.nanoTime();
      events.await(RUN, load.closedWindows(), SETTLE_LIMIT);
      figures.headline(plan.sources(), Double.NaN, "sources");
      figures.put("sources", plan.sources());
      figures.put("sources_seconds", Clock.secondsSince(start));
      figures.put("sources_frame_bytes", cameras.sentBytes() / cameras.sent());
      figures.put("sources_cpu_cores", cpu);
      figures.put("sources_behind_at_end_s", Clock.secondsSince(behind));
      reportMemory(figures);
      reportAccounts(figures, app, cameras.sent());
    }
  }

  /** Runs every second, between two frames: a collection of a small heap delays them by little. */
  private void sample(StreamsProcess app, NullWorker worker) {
    worker.check();
    long every = Math.max(1, plan.sourceTime().toSeconds() / SAMPLES);
    seconds++;
    if (seconds % every != 0) {
      return;
    }
    try {
      heap.add(app.heapAfterCollectionMib());
      resident.add(app.residentMib());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    progress.accept(
        String.format(
            Locale.ROOT,
            "sources: after %d s heap %.0f MiB, resident %.0f MiB",
            seconds,
            heap.last(),
            resident.last()));
  }

  private void reportMemory(Figures figures) {
    double samplesAnHour = SECONDS_A_HOUR / Math.max(1, plan.sourceTime().toSeconds() / SAMPLES);
    figures.put("sources_heap_after_gc_mib", heap.values());
    figures.put("sources_heap_slope_mib_per_h", heap.secondHalf().slope() * samplesAnHour);
    figures.put("sources_resident_mib", resident.values());
    figures.put("sources_resident_slope_mib_per_h", resident.secondHalf().slope() * samplesAnHour);
  }

  /** Waits until the windows that nothing closed are closed for silence and answered. */
  private void reportAccounts(Figures figures, StreamsProcess app, long sent)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    Sums sums = Sums.of(app.sources());
    while (!sums.settled(sent) && System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(1);
      sums = Sums.of(app.sources());
    }
    figures.put("sources_frames_sent", sent);
    figures.put("sources_frames_received", sums.received());
    figures.put("sources_frames_answered", sums.answered());
    figures.put("sources_frames_not_selected", sums.notSelected());
    figures.put("sources_every_frame_accounted_for", sums.settled(sent));
  }

  /** What the ledgers of all sources come to. */
  private record Sums(
      long received, long refused, long notSelected, long answered, long otherwise, long open) {

    static Sums of(JsonNode answer) {
      return new Sums(
          sum(answer, "frames", "received"),
          sum(answer, "frames", "duplicate", "late", "deadLettered", "unmatched"),
          sum(answer, "endings", "notSelected"),
          sum(answer, "endings", "answered"),
          sum(answer, "endings", "invalid", "expired", "failed", "shed"),
          sum(answer, "endings", "open"));
    }

    private static long sum(JsonNode answer, String group, String... fields) {
      long sum = 0;
      for (JsonNode source : answer.path("sources")) {
        for (String field : fields) {
          sum += source.path(group).path(field).asLong();
        }
      }
      return sum;
    }

    boolean settled(long sent) {
      return open == 0
          && received == sent
          && received == refused + notSelected + answered + otherwise;
    }
  }
}
