package io.framewise.lab.pipeline;

import io.framewise.streams.StreamsApp;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Frames a second from the frames topic to their events, beside a plain consumer of the same topic,
 * one that looks at each frame, and an exactly-once copier. They take turns; the first round warms
 * up and is not counted.
 */
final class ThroughputBench {

  private static final String OURS = "ours";
  private static final String PLAIN = "plain_consumer";
  private static final String LOOKED = "looking_consumer";
  private static final String COPIED = "copier";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final BenchCluster cluster;
  private final BenchPlan plan;
  private final Consumer<String> progress;
  private final Map<String, Series> rates = new HashMap<>();
  private final Map<String, Series> cpuMicros = new HashMap<>();

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
        Map<String, Rate> read = new LinkedHashMap<>();
        read.put(PLAIN, reading.plain());
        read.put(LOOKED, reading.looked());
        read.put(COPIED, reading.copied());
        read.put(OURS, ours(pipeline, backlog, events, "round-" + round));
        worker.check();
        progress.accept(
            "throughput: round " + round + (round == 0 ? " (to warm up)" : "") + said(read));
        if (round > 0) {
          read.forEach(this::count);
        }
      }
      report(figures, backlog, cameras);
    }
  }

  private static String said(Map<String, Rate> read) {
    return read.entrySet().stream()
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f frames/s (%.0f us)",
                    one.getKey().replace('_', ' '),
                    one.getValue().perSecond(),
                    one.getValue().cpuMicros()))
        .collect(Collectors.joining(", ", ": ", ""));
  }

  private void count(String name, Rate rate) {
    rates.computeIfAbsent(name, one -> new Series()).add(rate.perSecond());
    cpuMicros.computeIfAbsent(name, one -> new Series()).add(rate.cpuMicros());
  }

  private double median(String name) {
    return rates.get(name).median();
  }

  /** The clock runs from the moment at which the topology is ready to the last event. */
  private static Rate ours(Pipeline pipeline, Backlog backlog, EventReader events, String run)
      throws InterruptedException, TimeoutException {
    StreamsApp app = StreamsHere.start(pipeline, run);
    try {
      Rate.Clock clock = Rate.ofStreamThreads(pipeline.application(run));
      events.await(run, backlog.events(), LIMIT);
      return clock.rate(backlog.frames());
    } finally {
      app.close();
    }
  }

  private void report(Figures figures, Backlog backlog, Cameras cameras) {
    figures.headline(median(OURS), median(PLAIN), "frames/s");
    figures.put("throughput_frames", backlog.frames());
    figures.put("throughput_sources", backlog.cameras());
    figures.put("throughput_events", backlog.events());
    figures.put("throughput_frame_bytes", cameras.sentBytes() / cameras.sent());
    figures.put("throughput_of_rounds", "median of " + plan.rounds());
    for (String one : List.of(OURS, PLAIN, LOOKED, COPIED)) {
      figures.put(one + "_frames_per_s", median(one));
      figures.put(one + "_rounds", rates.get(one).values());
      figures.put(one + "_thread_us_a_frame", cpuMicros.get(one).median());
    }
    for (String one : List.of(PLAIN, LOOKED, COPIED)) {
      figures.put("ours_to_" + one, median(OURS) / median(one));
    }
  }
}
