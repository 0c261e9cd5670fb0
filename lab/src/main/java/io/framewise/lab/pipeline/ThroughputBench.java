package io.framewise.lab.pipeline;

import io.framewise.streams.StreamsApp;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Frames a second from the frames topic to their events, beside a plain consumer and a copier of
 * the same topic. They take turns; the first round warms up and is not counted.
 */
final class ThroughputBench {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final BenchCluster cluster;
  private final BenchPlan plan;
  private final Consumer<String> progress;
  private final Series ours = new Series();
  private final Series plain = new Series();
  private final Series copied = new Series();

  ThroughputBench(BenchCluster cluster, BenchPlan plan, Consumer<String> progress) {
    this.cluster = cluster;
    this.plan = plan;
    this.progress = progress;
  }

  void run(Figures figures) throws InterruptedException, ExecutionException, TimeoutException {
    Pipeline pipeline = new Pipeline(cluster, "throughput");
    Backlog backlog = Backlog.ofAbout(plan.frames(), plan.cameras(), plan.rate());
    try (Cameras cameras = new Cameras(pipeline, plan.frameBytes());
        NullWorker worker = new NullWorker(pipeline);
        EventReader events = new EventReader(pipeline)) {
      FrameReading reading = new FrameReading(pipeline, backlog.frames());
      progress.accept("throughput: sending " + backlog.frames() + " frames ahead");
      backlog.send(cameras);
      for (int round = 0; round <= plan.rounds(); round++) {
        double plainRate = reading.plain();
        double copiedRate = reading.copied();
        double oursRate = ours(pipeline, backlog, events, "round-" + round);
        worker.check();
        progress.accept(
            String.format(
                Locale.ROOT,
                "throughput: round %d%s: plain consumer %.0f, copier %.0f, ours %.0f frames/s",
                round,
                round == 0 ? " (to warm up)" : "",
                plainRate,
                copiedRate,
                oursRate));
        if (round > 0) {
          plain.add(plainRate);
          copied.add(copiedRate);
          ours.add(oursRate);
        }
      }
      report(figures, backlog, cameras);
    }
  }

  /** The clock runs from the moment at which the topology is ready to the last event. */
  private static double ours(Pipeline pipeline, Backlog backlog, EventReader events, String run)
      throws InterruptedException, TimeoutException {
    StreamsApp app = StreamsHere.start(pipeline, run);
    try {
      long start = System.nanoTime();
      events.await(run, backlog.events(), LIMIT);
      return backlog.frames() / Clock.secondsSince(start);
    } finally {
      app.close();
    }
  }

  private void report(Figures figures, Backlog backlog, Cameras cameras) {
    figures.headline(ours.median(), plain.median(), "frames/s");
    figures.put("throughput_frames", backlog.frames());
    figures.put("throughput_sources", backlog.cameras());
    figures.put("throughput_events", backlog.events());
    figures.put("throughput_frame_bytes", cameras.sentBytes() / cameras.sent());
    figures.put("throughput_of_rounds", "median of " + plan.rounds());
    figures.put("ours_frames_per_s", ours.median());
    figures.put("plain_consumer_frames_per_s", plain.median());
    figures.put("copier_frames_per_s", copied.median());
    figures.put("ours_to_plain_consumer", ours.median() / plain.median());
    figures.put("ours_to_copier", ours.median() / copied.median());
    figures.put("ours_rounds", ours.values());
    figures.put("plain_consumer_rounds", plain.values());
    figures.put("copier_rounds", copied.values());
  }
}
