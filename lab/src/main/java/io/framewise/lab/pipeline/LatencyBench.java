package io.framewise.lab.pipeline;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.streams.StreamsApp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What the pipeline adds after a window's close, at a live rate: from the moment at which the
 * broker has the frame that closes it to the moment at which a reader of committed events has its
 * event.
 */
final class LatencyBench {

  /** A share of the measured time that goes before it. */
  private static final int WARM_UP_SHARE = 4;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String RUN = "live";
  private static final double NANOS_A_MILLI = 1e6;

  private final BenchCluster cluster;
  private final BenchPlan plan;
  private final Consumer<String> progress;

  LatencyBench(BenchCluster cluster, BenchPlan plan, Consumer<String> progress) {
    this.cluster = cluster;
    this.plan = plan;
    this.progress = progress;
  }

  void run(Figures figures) throws InterruptedException, ExecutionException, TimeoutException {
    Pipeline pipeline = new Pipeline(cluster, "latency");
    Duration warmUp = plan.live().dividedBy(WARM_UP_SHARE);
    Duration time = warmUp.plus(plan.live());
    progress.accept(
        "latency: "
            + plan.cameras() * plan.rate()
            + " frames a second for "
            + time.toSeconds()
            + " s");
    try (Cameras cameras = new Cameras(pipeline, plan.frameBytes());
        NullWorker worker = new NullWorker(pipeline);
        EventReader events = new EventReader(pipeline);
        StreamsApp app = StreamsHere.start(pipeline, RUN)) {
      long measuredFrom = System.nanoTime() + warmUp.toNanos();
      LiveLoad load = new LiveLoad(cameras, plan.cameras(), plan.rate());
      load.send(time, worker::check);
      List<EventReader.Read> read = events.await(RUN, load.closedWindows(), LIMIT);
      Series milliseconds = new Series();
      read.stream()
          .filter(one -> byStreamTime(one.event()))
          .filter(one -> load.closedAt(one.event()) >= measuredFrom)
          .mapToDouble(one -> (one.nanos() - load.closedAt(one.event())) / NANOS_A_MILLI)
          .forEach(milliseconds::add);
      report(figures, milliseconds, app);
    }
  }

  private static boolean byStreamTime(AnalysisEvent event) {
    return event.getWindow().getClosedBy() == ClosedBy.STREAM_TIME;
  }

  private void report(Figures figures, Series milliseconds, StreamsApp app) {
    figures.headline(milliseconds.percentile(99), Double.NaN, "ms");
    figures.put("latency_frames_per_s", plan.cameras() * plan.rate());
    figures.put("latency_windows", milliseconds.values().size());
    figures.put("latency_p50_ms", milliseconds.median());
    figures.put("latency_p95_ms", milliseconds.percentile(95));
    figures.put("latency_p99_ms", milliseconds.percentile(99));
    figures.put("latency_max_ms", milliseconds.percentile(100));
    figures.put(
        "latency_windows_still_open",
        app.queries().sources().stream().mapToLong(source -> source.openWindows()).sum());
  }
}
