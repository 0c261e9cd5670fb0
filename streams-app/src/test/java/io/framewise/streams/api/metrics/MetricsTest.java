package io.framewise.streams.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Timings;
import io.framewise.streams.api.stream.StreamClients;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.TestRecords;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final int MOST_BYTES = 100_000;

  private final MemoryState state = new MemoryState(1);
  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics =
      new Metrics(
          Optional.empty(), state.queries(), new StreamClients(vertx, 1, (from, reader) -> from));

  @AfterEach
  void close() throws Exception {
    metrics.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void shouldBeShortForThreeSourcesWithHistogramsOfHowLongAnswersTake() {
    for (String source : List.of("street", "plates", "screen")) {
      state.source(0, source);
      for (int i = 0; i < 10; i++) {
        metrics.observe(
            TestRecords.event(source, source + i, 1500)
                .setFrames(List.of(new FrameRef("t", 0, 1L, "f", MemoryState.START, 8, 8)))
                .setTimings(new Timings(300L, 1L, 2L, 3L, 4L, 5L, 1))
                .build());
      }
    }

    String text = metrics.scrape();

    assertThat(text.length()).isLessThan(MOST_BYTES);
    assertThat(text)
        .contains("framewise_event_latency_seconds_bucket{status=\"answered\",le=\"1.0\"} 0")
        .contains("framewise_event_latency_seconds_bucket{status=\"answered\",le=\"2.5\"} 30")
        .contains("framewise_queue_time_seconds_bucket{le=\"0.25\"} 0")
        .contains("framewise_queue_time_seconds_bucket{le=\"0.5\"} 30")
        .contains("framewise_work_time_seconds_count{step=\"vision\"} 30")
        .contains("framewise_frames_received_total{source=\"street\"} 1")
        .doesNotContain("kafka_");
  }

  @Test
  void shouldLeaveEventsToTheInstanceThatHasTheirSource() {
    metrics.observe(
        TestRecords.event("elsewhere", "e", 1500)
            .setTimings(new Timings(300L, 1L, 2L, 3L, 4L, 5L, 1))
            .build());

    assertThat(metrics.scrape()).doesNotContain("framewise_queue_time");
  }
}
