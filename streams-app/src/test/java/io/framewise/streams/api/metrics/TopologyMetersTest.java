package io.framewise.streams.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Timings;
import io.framewise.streams.api.stream.StreamClients;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.AskedMeters;
import io.framewise.testing.TestRecords;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters of a topology that no broker answers. */
class TopologyMetersTest {

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void shouldTellOfThreadsAndOfTheDiskOfTheState() {
    try (KafkaStreams streams = streams();
        Metrics metrics = metrics(Optional.empty())) {
      metrics.watch(streams, directory);

      assertThat(metrics.scrape())
          .contains("framewise_topology_threads_failed 0.0")
          .containsPattern("framewise_state_disk_bytes [1-9]")
          .containsPattern("framewise_state_free_bytes [1-9]")
          .doesNotContain("kafka_");
    }
  }

  @Test
  void shouldHaveWhatTheDashboardAsksOfKafkaWhenKafkasMetersAreShown() {
    try (KafkaStreams streams = streams();
        Metrics metrics = metrics(Optional.of(streams))) {
      assertThat(AskedMeters.names("kafka_")).isNotEmpty();
      assertThat(AskedMeters.missing(AskedMeters.names("kafka_"), metrics.scrape())).isEmpty();
    }
  }

  @Test
  void shouldHaveEveryMeterOfTheStreamsAppThatRulesAndDashboardAskFor() {
    MemoryState state = new MemoryState(1);
    state.source(0, "street");
    try (KafkaStreams streams = streams();
        Metrics metrics = metrics(Optional.empty(), state)) {
      metrics.watch(streams, directory);
      metrics.observe(
          TestRecords.event("street", "e", 1500)
              .setFrames(List.of(new FrameRef("t", 0, 1L, "f", MemoryState.START, 8, 8)))
              .setTimings(new Timings(300L, 1L, 2L, 3L, 4L, 5L, 1))
              .build());

      List<String> ours =
          AskedMeters.names("framewise_").stream()
              .filter(name -> !name.startsWith("framewise_source_"))
              .filter(name -> !name.startsWith("framewise_worker_"))
              .toList();
      assertThat(ours).hasSizeGreaterThan(10);
      assertThat(AskedMeters.missing(ours, metrics.scrape())).isEmpty();
    }
  }

  private Metrics metrics(Optional<KafkaStreams> streams) {
    return metrics(streams, new MemoryState(1));
  }

  private Metrics metrics(Optional<KafkaStreams> streams, MemoryState state) {
    return new Metrics(
        streams, state.queries(), new StreamClients(vertx, 1, (from, reader) -> from));
  }

  private KafkaStreams streams() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("frames").to("events");
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, "meters",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
            StreamsConfig.STATE_DIR_CONFIG, directory.toString()));
    return new KafkaStreams(builder.build(), properties);
  }
}
