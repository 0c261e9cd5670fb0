package io.framewise.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.sampling.Pacer.Sleeper;
import io.framewise.connectors.scene.Condition;
import io.framewise.connectors.scene.SceneCondition;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.testing.CameraServer;
import io.framewise.connectors.testing.CameraServer.Behaviour;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.RunningSource;
import io.framewise.connectors.testing.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real stream whose camera goes on sending and shows nothing new. */
@Execution(ExecutionMode.CONCURRENT)
final class CameraConditionsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final CapturePool pool = new CapturePool(8, 1L << 30);
  private final RecordingSink sink = new RecordingSink();
  private CameraServer camera;
  private RunningSource running;

  @BeforeEach
  void start() {
    camera = CameraServer.start(folder);
    CameraSource source =
        new CameraSource(
            "cam",
            Settings.stream(
                "rtsp", camera.address(), "max-rate", "5", "change-gate", "4", "refresh", "1s"),
            pool,
            Map.of(),
            Clock.systemUTC(),
            Sleeper.real());
    running = RunningSource.start(source, sink);
  }

  @AfterEach
  void stop() throws InterruptedException {
    running.stop();
    pool.close();
    camera.close();
  }

  private static List<Condition> conditions(List<SceneCondition> told) {
    return told.stream().map(SceneCondition::condition).toList();
  }

  @Test
  void shouldLeaveOutWhatIsTheSameAndTellThatTheCameraIsFrozen() {
    await().atMost(LIMIT).until(() -> sink.pictures().size() > 5);
    assertThat(sink.pictures().get(1).seen().unchangedSince()).isEmpty();

    camera.does(Behaviour.IS_FROZEN);

    await().atMost(LIMIT).until(() -> !sink.conditions().isEmpty());
    assertThat(conditions(sink.conditions())).containsExactly(Condition.FROZEN);
    assertThat(sink.unchangedPictures()).isGreaterThan(20);
    CapturedImage refreshed = sink.pictures().get(sink.pictures().size() - 1);
    Instant since = refreshed.seen().unchangedSince().orElseThrow();
    assertThat(sink.pictures()).extracting(CapturedImage::capturedAt).contains(since);

    camera.does(Behaviour.PLAYS);

    await().atMost(LIMIT).until(() -> sink.conditions().isEmpty());
  }
}
