package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.TopicReader;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.testing.TestBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Connectors that stop and start while a video file is played. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("VideoRestartTest") // one test of it at a time, beside other classes
final class VideoRestartTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FRAMES = 100;

  @TempDir private static Path folder;
  private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = TestBroker.started(Map.of());
  }

  @AfterAll
  static void stopBroker() throws IOException {
    broker.close();
  }

  private static ConnectorsApp start(Path clip) {
    return ConnectorsApp.start(
        broker.settings(),
        REGISTRY,
        Settings.connectors(
            Map.of(
                "sources.gate.kind", "video",
                "sources.gate.path", clip.toString(),
                "sources.gate.max-rate", "0")));
  }

  private static SourceStatus status(ConnectorsApp app) {
    return app.statuses().get(0);
  }

  private static List<Frame> frames() {
    return new TopicReader(broker.settings(), REGISTRY)
        .all(broker.settings().topics().frames(Domain.VIDEO)).stream()
            .map(ConsumerRecord::value)
            .toList();
  }

  @Test
  void shouldPlayEachPictureOnceAcrossARestartAndNoneAgainAtTheEnd() {
    Path clip = Clip.render(folder.resolve("clip.mp4"), FRAMES);
    try (ConnectorsApp app = start(clip)) {
      await().atMost(LIMIT).until(() -> status(app).getPublished() >= 20);
    }
    try (ConnectorsApp app = start(clip)) {
      await().atMost(LIMIT).until(() -> status(app).getState() == SourceState.ENDED);
      app.stopSources();
      assertThat(status(app).getMessage()).isEqualTo("end of file after 100 frames");
    }
    try (ConnectorsApp app = start(clip)) {
      await().atMost(LIMIT).until(() -> status(app).getState() == SourceState.ENDED);
      assertThat(status(app).getMessage()).startsWith("was played to its end before");
    }

    List<Frame> frames = frames();
    String run = frames.get(0).getFrameId().replaceAll("-0$", "-");
    assertThat(frames)
        .extracting(Frame::getFrameId)
        .containsExactlyElementsOf(IntStream.range(0, FRAMES).mapToObj(i -> run + i).toList());
    assertThat(frames).extracting(Frame::getCapturedAt).isSorted().doesNotHaveDuplicates();
  }
}
