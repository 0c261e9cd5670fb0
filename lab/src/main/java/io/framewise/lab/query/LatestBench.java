package io.framewise.lab.query;

import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.lab.pipeline.BenchThread;
import io.framewise.lab.pipeline.Cameras;
import io.framewise.lab.pipeline.LiveLoad;
import io.framewise.lab.pipeline.NullWorker;
import io.framewise.lab.pipeline.Pipeline;
import io.framewise.lab.pipeline.Series;
import io.framewise.lab.pipeline.StreamsHere;
import io.framewise.streams.StreamsApp;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The newest answers about a source while frames come, against a bare server that writes the same
 * object, in turns.
 */
final class LatestBench {

  private static final int SOURCES = 12;
  private static final int FRAME_BYTES = 10 * 1024;
  private static final Duration FRAMES_FOR = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LOOK_EVERY_MS = 50;
  private static final String SETTINGS =
      """
      streams:
        question-sets:
          street:
            domain: video
            window-size: 2s
            frames: 2
            questions:
              person: {text: "Is a person there?", answer: yes_no}
              car: {text: "Is a car there?", answer: yes_no}
      api:
        max-request-rate: 1000000
      """;

  private final BenchCluster cluster;
  private final int clients;
  private final Duration time;
  private final int rounds;
  private final Consumer<String> progress;

  LatestBench(
      BenchCluster cluster, int clients, Duration time, int rounds, Consumer<String> progress) {
    this.cluster = cluster;
    this.clients = clients;
    this.time = time;
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * What it came to.
   *
   * @param ours answers a second, of each round
   * @param bare the same of the bare server
   */
  record Result(Series ours, Series bare) {}

  Result run(Map<String, Object> details)
      throws ExecutionException, InterruptedException, TimeoutException {
    Pipeline pipeline = new Pipeline(cluster, "latest", SETTINGS);
    String path = "/v1/sources/" + Cameras.id(0) + "/latest";
    try (Cameras cameras = new Cameras(pipeline, FRAME_BYTES);
        NullWorker worker = new NullWorker(pipeline);
        StreamsApp app = StreamsHere.start(pipeline, "latest");
        HttpLoad load = new HttpLoad(clients)) {
      progress.accept("latest: frames of " + SOURCES + " sources");
      new LiveLoad(cameras, SOURCES, 1).send(FRAMES_FOR, worker::check);
      Buffer answer = awaitAnswer(load, app.apiPort(), path);
      details.put("latest_bytes", answer.length());
      LiveLoad live = new LiveLoad(cameras, SOURCES, 1);
      BenchThread frames =
          BenchThread.start("frames", () -> live.send(Duration.ofSeconds(1), worker::check));
      try (BareServer bare = new BareServer(answer.toJsonObject())) {
        return measure(load, path, app.apiPort(), bare.port(), details);
      } finally {
        frames.stop(() -> {});
      }
    }
  }

  private static Buffer awaitAnswer(HttpLoad load, int port, String path)
      throws ExecutionException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Buffer body = load.body(port, path);
    while (body.toJsonObject().getJsonArray("events").isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("no event came");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
      body = load.body(port, path);
    }
    return body;
  }

  private Result measure(
      HttpLoad load, String path, int port, int barePort, Map<String, Object> details)
      throws ExecutionException, InterruptedException, TimeoutException {
    Result result = new Result(new Series(), new Series());
    Series millis = new Series();
    Series bareMillis = new Series();
    for (int round = 0; round <= rounds; round++) {
      progress.accept(round == 0 ? "latest: warming up" : "latest: round " + round);
      HttpLoad.Load bare = load.run(barePort, "/", time);
      HttpLoad.Load ours = load.run(port, path, time);
      if (round > 0) {
        result.ours().add(ours.perSecond());
        result.bare().add(bare.perSecond());
        millis.add(ours.millis().percentile(99));
        bareMillis.add(bare.millis().percentile(99));
      }
    }
    details.put("latest_clients", clients);
    details.put("latest_p99_ms", millis.median());
    details.put("bare_p99_ms", bareMillis.median());
    return result;
  }
}
