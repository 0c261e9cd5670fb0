package io.framewise.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.sampling.Pacer.Sleeper;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.testing.CameraServer;
import io.framewise.connectors.testing.CameraServer.Behaviour;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.RunningSource;
import io.framewise.connectors.testing.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a camera that does what cameras do, in real capture processes. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class CameraSourceTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String PASSWORD = "p@ss/w:rd %marker";

  @TempDir private Path folder;
  private static final CapturePool POOL = new CapturePool(8, 1L << 30);

  private final RecordingSink sink = new RecordingSink();
  private CameraServer camera;
  private RunningSource running;

  @BeforeEach
  void startCamera() {
    camera = CameraServer.start(folder);
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopSource();
    camera.close();
  }

  private void stopSource() throws InterruptedException {
    if (running != null) {
      running.stop();
    }
  }

  @AfterAll
  static void closePool() {
    POOL.close();
  }

  private void run(CapturePool pool, SourceSettings settings, Map<String, String> environment) {
    // The pauses between attempts are the back-off's, which has its own test.
    Sleeper briefly = pause -> TimeUnit.MILLISECONDS.sleep(100);
    CameraSource source =
        new CameraSource(
            "cam-" + NUMBERS.incrementAndGet(),
            settings,
            pool,
            environment,
            Clock.systemUTC(),
            briefly);
    running = RunningSource.start(source, sink);
  }

  private void run() {
    run("2s");
  }

  private void run(String silence) {
    run(
        POOL,
        Settings.stream("rtsp", camera.address(), "max-rate", "0", "silence", silence),
        Map.of());
  }

  private void awaitPictures(int more) {
    int before = sink.pictures().size();
    await().atMost(LIMIT).until(() -> sink.pictures().size() >= before + more);
  }

  private void awaitWait(String words) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(sink.waits()).anySatisfy(wait -> assertThat(wait).contains(words)));
  }

  @Test
  void shouldDeliverTheCamerasPicturesAtTheirRateAndInOrder() {
    run();

    awaitPictures(30);
    List<CapturedImage> pictures = List.copyOf(sink.pictures()).subList(0, 30);
    assertThat(pictures)
        .allSatisfy(picture -> assertThat(picture.width()).isEqualTo(Clip.WIDTH))
        .allSatisfy(picture -> assertThat(picture.height()).isEqualTo(Clip.HEIGHT))
        .extracting(CapturedImage::capturedAt)
        .isSorted();
    assertThat(pictures).extracting(CapturedImage::frameId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSES_USERS, refuses the log-in (401)",
    "LACKS_THE_STREAM, no stream of that path (404)",
    "IS_BUSY, serves as many as it can (453)",
    "HAS_NO_VIDEO, has no video",
    "HAS_ANOTHER_CODEC, its video is in h263",
    "IS_A_WEB_SERVER, does not speak RTSP",
    "IS_SILENT, nothing came from the camera within 2.0 s"
  })
  void shouldSayInWordsWhyACameraGivesNothingAndTakeItWhenItDoes(Behaviour fault, String words) {
    camera.does(fault);
    run();

    awaitWait(words);
    camera.does(Behaviour.PLAYS);
    awaitPictures(5);
  }

  @ParameterizedTest
  @CsvSource({
    "CUTS, ended the connection",
    "RESETS, ended the connection",
    "STALLS, no picture came for 2.0 s",
    "SENDS_NOISE_AS_VIDEO, cannot be decoded to a whole picture"
  })
  void shouldNoticeThatNoPictureComesAnyMoreAndComeBack(Behaviour fault, String words) {
    // Noise must go on coming, or it is told as silence: a busy machine may stop for two seconds.
    run(fault == Behaviour.SENDS_NOISE_AS_VIDEO ? "6s" : "2s");
    awaitPictures(5);

    camera.does(fault);
    awaitWait(words);
    camera.does(Behaviour.PLAYS);

    awaitPictures(5);
    assertThat(camera.mostPlaying()).isEqualTo(1);
  }

  @Test
  void shouldComeBackFromNoise() {
    run();
    awaitPictures(5);

    camera.does(Behaviour.SENDS_NOISE);
    awaitWait("it is tried again");
    camera.does(Behaviour.PLAYS);

    awaitPictures(5);
  }

  @ParameterizedTest
  @CsvSource({"KILL, ended (signal 9)", "STOP, ended (signal 9)"})
  void shouldComeBackWhenTheCaptureProcessIsKilledOrDoesNotAnswer(String signal, String words)
      throws IOException, InterruptedException {
    try (CapturePool own = new CapturePool(8, 1L << 30)) {
      run(own, Settings.stream("rtsp", camera.address(), "max-rate", "0"), Map.of());
      awaitPictures(5);

      for (long pid : own.processIds()) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
      }

      awaitWait(words);
      awaitPictures(5);
      stopSource();
    }
  }

  /** Ctrl-C at a terminal comes to all processes at once. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void shouldCaptureOnUntilTheStartingProcessEndsIt(String signal)
      throws IOException, InterruptedException {
    try (CapturePool own = new CapturePool(8, 1L << 30)) {
      run(own, Settings.stream("rtsp", camera.address(), "max-rate", "0"), Map.of());
      awaitPictures(5);

      for (long pid : own.processIds()) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
      }

      awaitPictures(30);
      assertThat(sink.waits()).isEmpty();
      stopSource();
    }
  }

  @Test
  void shouldEndTheCamerasSessionBeforeItHasEndedItself() throws InterruptedException {
    run();
    awaitPictures(5);

    stopSource();

    // The camera hears of it a moment later than the process that ended it.
    await().until(() -> camera.playing() == 0);
  }

  @Test
  void shouldEndAProcessThatTakesTooMuchMemory() throws InterruptedException {
    try (CapturePool small = new CapturePool(8, 1L << 20)) {
      run(small, Settings.stream("rtsp", camera.address(), "max-rate", "0"), Map.of());

      awaitWait("ended (signal 9)");
      stopSource();
    }
  }

  @Test
  void shouldLogInWithAPasswordOfAnyCharactersAndNeverShowIt() {
    try (CameraServer locked = CameraServer.start(folder, 0, "eve:" + PASSWORD)) {
      run(POOL, withPassword(locked.address()), Map.of("CAM", PASSWORD));

      awaitPictures(5);
      assertThat(commandLines()).isNotEmpty().noneMatch(line -> line.contains("marker"));
    }
  }

  private static SourceSettings withPassword(String address) {
    return Settings.stream(
        "rtsp", address, "user", "eve", "password", "env:CAM", "max-rate", "0", "silence", "2s");
  }

  private static List<String> commandLines() {
    return POOL.processIds().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> process.info().commandLine().stream())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {
        "CUTS",
        "RESETS",
        "SENDS_NOISE",
        "IS_SILENT",
        "REFUSES_USERS",
        "IS_BUSY",
        "LACKS_THE_STREAM",
        "HAS_NO_VIDEO",
        "HAS_ANOTHER_CODEC",
        "IS_A_WEB_SERVER"
      })
  void shouldNotShowThePasswordInAnyFault(Behaviour fault) {
    camera.does(fault);
    run(POOL, withPassword(camera.address()), Map.of("CAM", PASSWORD));

    await().atMost(LIMIT).until(() -> !sink.waits().isEmpty());
    assertThat(sink.waits())
        .noneMatch(wait -> wait.contains("marker"))
        .noneMatch(wait -> wait.contains("eve"));
  }

  @Test
  void shouldSayWhichVariableLacksThePassword() {
    run(POOL, withPassword(camera.address()), Map.of());

    awaitWait("there is no environment variable CAM");
    assertThat(camera.logins()).isZero();
  }

  @Test
  void shouldSayThatAHostIsNotKnown() {
    run(POOL, Settings.stream("rtsp", "rtsp://no-such-host.invalid/stream"), Map.of());

    awaitWait("no host is known by the name no-such-host.invalid");
  }

  @Test
  void shouldSayThatNothingListens() {
    String address = camera.address();
    camera.close();
    run(POOL, Settings.stream("rtsp", address), Map.of());

    awaitWait("refuses the connection");
  }

  @Test
  void shouldDecodeKeyFramesOnlyWhereTheyComeOftenEnough() {
    run(POOL, Settings.stream("rtsp", camera.address(), "max-rate", "1"), Map.of());

    // One picture in 25 is a key frame. Once two of them have come the others are not decoded, and
    // so not counted as left out; when the stream broke off on a busy machine, that begins anew.
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              long leftOut = sink.rateCappedPictures();
              awaitPictures(3);
              return sink.rateCappedPictures() == leftOut;
            });
  }
}
