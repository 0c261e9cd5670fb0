package io.framewise.lab.pipeline;

import io.framewise.contract.avro.Domain;
import io.framewise.streams.StreamsApp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Bytes that the broker's logs grow by for each byte of frames, at a live rate: frames, requests,
 * completions, events, the changelogs of all state, and what transactions and groups need.
 */
final class BytesBench {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String RUN = "live";
  private static final int NAMED = 6;

  private final BenchCluster cluster;
  private final BenchPlan plan;
  private final Consumer<String> progress;

  BytesBench(BenchCluster cluster, BenchPlan plan, Consumer<String> progress) {
    this.cluster = cluster;
    this.plan = plan;
    this.progress = progress;
  }

  void run(Figures figures) throws InterruptedException, ExecutionException, TimeoutException {
    Pipeline pipeline = new Pipeline(cluster, "bytes");
    progress.accept("bytes: the same load for " + plan.live().toSeconds() + " s");
    BrokerBytes before = BrokerBytes.now(pipeline);
    try (Cameras cameras = new Cameras(pipeline, plan.frameBytes());
        NullWorker worker = new NullWorker(pipeline);
        EventReader events = new EventReader(pipeline)) {
      LiveLoad load = new LiveLoad(cameras, plan.cameras(), plan.rate());
      StreamsApp app = StreamsHere.start(pipeline, RUN);
      try {
        load.send(plan.live(), worker::check);
        events.await(RUN, load.closedWindows(), LIMIT);
      } finally {
        app.close();
      }
      report(figures, BrokerBytes.now(pipeline).since(before), cameras, pipeline);
    }
  }

  private static void report(
      Figures figures, BrokerBytes written, Cameras cameras, Pipeline pipeline) {
    double frames = cameras.sentBytes();
    figures.headline(written.total() / frames, Double.NaN, "bytes per frame byte");
    figures.put("bytes_of_frames", cameras.sentBytes());
    figures.put("bytes_of_frames_topic", written.of(pipeline.topics().frames(Domain.VIDEO).name()));
    figures.put("bytes_written", written.total());
    figures.put("bytes_per_frame_byte", written.total() / frames);
    Map<String, Long> most = new LinkedHashMap<>();
    written.byTopic().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(NAMED)
        .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
    figures.put("bytes_most", most);
  }
}
