package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.model.loop.Pulse;
import io.framewise.platform.observe.Health;
import io.framewise.platform.observe.ObserveServer;
import io.framewise.platform.observe.ProcessMeters;
import io.framewise.testing.AskedMeters;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@ExtendWith(BrokerExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class WorkerHealthTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldTellOverHttpThatItTakesRequestsAndWhatItDid(Wire wire) throws Exception {
    wire.send(request("r1", wire.writeFrame("f1", Requests.png())).build());
    PrometheusMeterRegistry meters = ProcessMeters.create();
    Worker worker = new Workers(wire).start(new ScriptedEngine());
    try (ObserveServer server =
        ObserveServer.start("model", "127.0.0.1", 0, worker.health(), meters::scrape)) {
      try (worker) {
        worker.bindTo(meters);
        await().atMost(LIMIT).until(() -> get(server, "/health/ready").statusCode() == 200);
        await().atMost(LIMIT).until(() -> worker.counts().completed() == 1);

        assertThat(get(server, "/metrics").body())
            .contains(
                "framewise_worker_requests_total{ending=\"completed\"} 1.0",
                "framewise_worker_requests_total{ending=\"failed\"} 0.0",
                "framewise_worker_taken_total 1.0",
                "framewise_worker_in_hand 0.0",
                "framewise_worker_waiting 0.0",
                "framewise_worker_with_pixels 0.0",
                "framewise_worker_pixels_seconds_count{step=\"fetch\"} 1",
                "framewise_worker_pixels_seconds_count{step=\"preprocess\"} 1",
                "framewise_worker_ready 1.0",
                "jvm_memory_used_bytes");
        assertThat(AskedMeters.names("framewise_worker_")).hasSizeGreaterThan(3);
        assertThat(
                AskedMeters.missing(
                    AskedMeters.names("framewise_worker_"), get(server, "/metrics").body()))
            .as("what alert rules and dashboard ask for")
            .isEmpty();
      }
      assertThat(get(server, "/health/ready").body()).contains("worker stopped");
    }
  }

  @Test
  void shouldNotBeReadyWhileAStepHangsAndBeDeadOnceTheWorkerHasFailed(Wire wire) throws Exception {
    wire.send(request("r1", wire.writeFrame("f1", Requests.png())).build());
    CountDownLatch go = new CountDownLatch(1);
    ScriptedEngine hanging =
        new ScriptedEngine(
            looks -> {
              waitFor(go);
              throw new UnsatisfiedLinkError("dead on purpose");
            });
    try (Worker worker = new Workers(wire).set("health.stalled-after", "1s").start(hanging);
        ObserveServer server =
            ObserveServer.start("model", "127.0.0.1", 0, worker.health(), () -> "")) {
      await().atMost(LIMIT).until(() -> worker.stepAge().toMillis() > 1000);
      assertThat(worker.inHand()).isEqualTo(1);
      assertThat(worker.withPixels()).isEqualTo(1);
      assertThat(worker.waitingForPixels()).isZero();
      assertThat(get(server, "/health/ready").body())
          .contains("down", "a step of the model runs for");
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);

      go.countDown();
      worker.failure().toCompletableFuture().join();
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(503);
      assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void shouldTellEachFaultApart() {
    AtomicReference<WorkerState> state = new AtomicReference<>(new WorkerState.Starting());
    AtomicBoolean engine = new AtomicBoolean(true);
    AtomicBoolean joined = new AtomicBoolean();
    AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    AtomicLong now = new AtomicLong();
    Pulse pulse = new Pulse(now::get);
    Health health =
        new WorkerHealth(
            state::get, engine::get, joined::get, trouble::get, pulse, Duration.ofSeconds(30));

    assertThat(health.live().up()).isTrue();
    assertThat(health.ready()).isEqualTo(new Health.Answer(false, "worker starting"));

    state.set(new WorkerState.Running());
    assertThat(health.ready().detail()).startsWith("not a member");
    joined.set(true);
    assertThat(health.ready().up()).isTrue();

    pulse.during(
        () -> {
          now.set(Duration.ofSeconds(30).toNanos());
          assertThat(health.ready().up()).isTrue();
          now.set(Duration.ofSeconds(31).toNanos());
          assertThat(health.ready().detail()).isEqualTo("a step of the model runs for 31 s");
          assertThat(health.live().up()).isTrue();
          now.set(Duration.ofSeconds(301).toNanos());
          assertThat(health.live().up()).isFalse();
          return true;
        });
    assertThat(health.ready().up()).isTrue();

    trouble.set(Optional.of("the model fails on a word"));
    assertThat(health.ready()).isEqualTo(new Health.Answer(false, "the model fails on a word"));
    assertThat(health.live().up()).isTrue();
    trouble.set(Optional.empty());

    engine.set(false);
    assertThat(health.live().detail()).isEqualTo("the engine's thread is dead");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> get(ObserveServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
