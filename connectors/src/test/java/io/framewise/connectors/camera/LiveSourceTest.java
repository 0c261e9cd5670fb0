package io.framewise.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.DigestCheck;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.RunningSource;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.VirtualScreen;
import io.framewise.connectors.testing.WebCamera;
import io.framewise.connectors.testing.WebCamera.Behaviour;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras in the web, screens and devices, from settings to frames in a real capture process. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class LiveSourceTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String PASSWORD = "p@ss/w:rd %marker";
  private static final CapturePool POOL = new CapturePool(8, 1L << 30);

  @TempDir private Path folder;
  private final RecordingSink sink = new RecordingSink();
  private final WebCamera camera = WebCamera.start(new DigestCheck("eve", PASSWORD, true));
  private RunningSource running;

  @AfterEach
  void stop() throws InterruptedException {
    if (running != null) {
      running.stop();
    }
    camera.close();
  }

  @AfterAll
  static void closePool() {
    POOL.close();
  }

  private static SourceSettings settings(String address) {
    return Settings.stream(
        "http",
        address,
        "user",
        "eve",
        "password",
        "env:CAM",
        "private-addresses",
        "true",
        "max-rate",
        "20",
        "silence",
        "3s");
  }

  private void run(SourceSettings settings, Map<String, String> environment) {
    CameraSource source =
        new CameraSource(
            "web-" + NUMBERS.incrementAndGet(),
            settings,
            POOL,
            environment,
            Clock.systemUTC(),
            pause -> TimeUnit.MILLISECONDS.sleep(100));
    running = RunningSource.start(source, sink);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mjpeg", "/picture", "/hls/live.m3u8"})
  void shouldDeliverWhatComesWhicheverWayItIs(String path) {
    Clip.hls(folder.resolve("live.m3u8"), Clip.RATE, "mpegts");
    camera.serves(folder);
    run(settings(camera.address(path)), Map.of("CAM", PASSWORD));

    await().atMost(LIMIT).until(() -> !sink.pictures().isEmpty());
    assertThat(sink.timesOpened()).isPositive();
    // The playlist is short: on a busy machine it may have come to its end by now.
    assertThat(sink.waits()).allMatch(wait -> wait.contains("ended the connection"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"PLAYS", "STALLS", "SENDS_NOISE"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldShowThePasswordInNoFaultAndComeBack(Behaviour fault) {
    camera.does(fault);
    run(settings(camera.address("/mjpeg?key=${password}")), Map.of("CAM", PASSWORD));

    await().atMost(LIMIT).until(() -> !sink.waits().isEmpty());
    assertThat(sink.waits())
        .noneMatch(wait -> wait.contains("marker"))
        .noneMatch(wait -> wait.contains("eve"));
    assertThat(commandLines()).isNotEmpty().noneMatch(line -> line.contains("marker"));
  }

  private static List<String> commandLines() {
    return POOL.processIds().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> process.info().commandLine().stream())
        .toList();
  }

  @Test
  void shouldComeBackWhenTheCameraDoes() {
    camera.does(Behaviour.CUTS);
    run(settings(camera.address("/mjpeg")), Map.of("CAM", PASSWORD));
    await().atMost(LIMIT).until(() -> !sink.waits().isEmpty());

    camera.does(Behaviour.PLAYS);

    await().atMost(LIMIT).until(() -> sink.pictures().size() > 3);
  }

  @Test
  void shouldSayWhichSettingAllowsAPrivateAddress() {
    run(Settings.stream("http", camera.address("/mjpeg")), Map.of());

    await().atMost(LIMIT).until(() -> !sink.waits().isEmpty());
    assertThat(sink.waits()).anyMatch(wait -> wait.contains("private-addresses: true"));
    assertThat(camera.requests()).isEmpty();
  }

  @Test
  void shouldDeliverWhatAScreenShows() {
    Optional<VirtualScreen> started = VirtualScreen.start();
    assumeThat(started).as("Xvfb and xlogo are installed").isPresent();
    try (VirtualScreen screen = started.get()) {
      run(Settings.live("screen", "display", screen.display(), "region", "0,0,160,120"), Map.of());

      await().atMost(LIMIT).until(() -> sink.pictures().size() > 1);
      assertThat(sink.pictures().get(0).width()).isEqualTo(160);
    }
    await()
        .atMost(LIMIT)
        .until(() -> sink.waits().stream().anyMatch(wait -> wait.contains("the display")));
  }

  @Test
  void shouldSayThatThereIsNoSuchDevice() {
    run(Settings.live("usb", "path", "/dev/video4711"), Map.of());

    await().atMost(LIMIT).until(() -> !sink.waits().isEmpty());
    assertThat(sink.waits()).anyMatch(wait -> wait.contains("there is no such device"));
  }
}
