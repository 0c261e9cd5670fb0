package io.framewise.lab.query;

import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.lab.pipeline.BenchThread;
import io.framewise.lab.pipeline.Cameras;
import io.framewise.lab.pipeline.LiveLoad;
import io.framewise.lab.pipeline.NullWorker;
import io.framewise.lab.pipeline.Pipeline;
import io.framewise.lab.pipeline.Series;
import io.framewise.lab.pipeline.StreamsHere;
import io.framewise.platform.statistics.JavaHeap;
import io.framewise.streams.StreamsApp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The feed to many clients, of which some never read: how late the others' events are, what a
 * client costs, and whether each knows how much it missed.
 */
final class FeedBench {

  private static final int SOURCES = 20;
  private static final int FRAME_BYTES = 2 * 1024;
  private static final int WATCHED = 40;
  private static final int SILENT_SHARE = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String SETTINGS =
      """
      streams:
        max-open-requests: 10000
        question-sets:
          street:
            domain: video
            windows: image
            deadline: 5m
            questions:
              person: {text: "Is a person there?", answer: yes_no}
      api:
        max-stream-clients: %d
        max-connections: %d
      """;

  private final BenchCluster cluster;
  private final int clients;
  private final int rate;
  private final Duration time;
  private final Consumer<String> progress;

  FeedBench(BenchCluster cluster, int clients, int rate, Duration time, Consumer<String> progress) {
    this.cluster = cluster;
    this.clients = clients;
    this.rate = rate;
    this.time = time;
    this.progress = progress;
  }

  void run(Map<String, Object> details)
      throws ExecutionException, InterruptedException, TimeoutException, IOException {
    String settings = SETTINGS.formatted(clients, Math.max(clients, SOURCES) + SOURCES);
    Pipeline pipeline = new Pipeline(cluster, "feed", settings);
    try (Cameras cameras = new Cameras(pipeline, FRAME_BYTES);
        NullWorker worker = new NullWorker(pipeline);
        StreamsApp app = StreamsHere.start(pipeline, "feed");
        Followers followers = new Followers()) {
      LiveLoad load = new LiveLoad(cameras, SOURCES, Math.max(1, rate / SOURCES));
      progress.accept("feed: warming up");
      load.send(WARM_UP, worker::check);
      double before = JavaHeap.usedAfterCollection(ProcessHandle.current().pid());
      List<Follower> watched = new ArrayList<>();
      List<Follower> silent = new ArrayList<>();
      connect(app.apiPort(), followers, watched, silent);
      progress.accept("feed: " + clients + " clients for " + time.toSeconds() + " s");
      BenchThread reader = BenchThread.start("followers", followers::step);
      load.send(time, worker::check);
      reader.check();
      double after = JavaHeap.usedAfterCollection(ProcessHandle.current().pid());
      reader.stop(() -> {});
      progress.accept("feed: reading the rest");
      details.put("feed_unannounced", unannounced(followers, watched, silent));
      details.put("feed_clients", clients);
      details.put("feed_events", whole(watched.get(0)));
      details.put("feed_bytes_per_s", followers.bytes() / time.toSeconds());
      details.put("feed_heap_mib_per_client", (after - before) / clients);
      report(watched, details);
    }
  }

  private void connect(int port, Followers followers, List<Follower> watched, List<Follower> silent)
      throws IOException {
    for (int i = 0; i < clients; i++) {
      if (i % SILENT_SHARE == 0) {
        silent.add(followers.add(port, true, false));
      } else if (watched.size() < WATCHED) {
        watched.add(followers.add(port, true, true));
      } else {
        followers.add(port, false, true);
      }
    }
  }

  /** Clients that have neither all events nor were told how many they lack. */
  private static long unannounced(
      Followers followers, List<Follower> watched, List<Follower> silent) throws IOException {
    for (Follower follower : silent) {
      followers.letRead(follower);
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long lacking = silent.size();
    while (lacking > 0 && System.nanoTime() < deadline) {
      followers.step();
      long events = watched.stream().mapToLong(FeedBench::whole).max().orElseThrow();
      lacking =
          watched.stream().filter(follower -> whole(follower) < events).count()
              + silent.stream().filter(follower -> whole(follower) < events).count();
    }
    return lacking;
  }

  private static long whole(Follower follower) {
    return follower.events() + follower.dropped();
  }

  private static void report(List<Follower> watched, Map<String, Object> details) {
    Series millis = new Series();
    watched.forEach(follower -> follower.millis().values().forEach(millis::add));
    details.put("feed_p50_ms", millis.median());
    details.put("feed_p99_ms", millis.percentile(99));
    details.put("feed_max_ms", millis.percentile(100));
    details.put("feed_dropped", watched.stream().mapToLong(Follower::dropped).sum());
  }
}
