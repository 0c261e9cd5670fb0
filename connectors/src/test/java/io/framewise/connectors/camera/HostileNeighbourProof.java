package io.framewise.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.sampling.Pacer.Sleeper;
import io.framewise.connectors.settings.CaptureSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.testing.CameraServer;
import io.framewise.connectors.testing.CameraServer.Behaviour;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.MovingClip;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import io.framewise.platform.statistics.Percentile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nineteen cameras, and a twentieth that changes its stream all the time, hurries or sends noise:
 * how old the others' pictures are when they come, with it and without it. Six of them are captured
 * in one process with it.
 */
@Timeout(600)
final class HostileNeighbourProof {

  private static final Logger LOG = LoggerFactory.getLogger(HostileNeighbourProof.class);
  private static final int OTHERS = 19;
  private static final Duration STARTED = Duration.ofSeconds(70);
  private static final int SECONDS = Integer.getInteger("framewise.neighbour.seconds", 20);
  private static final int LARGER = 2;

  @TempDir private Path folder;

  private final CapturePool pool = new CapturePool(8, CaptureSettings.DEFAULT_MEMORY);
  private final List<CameraServer> cameras = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Ages> others = new ArrayList<>();

  /** Notes how old each picture is when it comes, and keeps none. */
  private static final class Ages extends RecordingSink {

    private final ConcurrentLinkedQueue<Long> millis = new ConcurrentLinkedQueue<>();

    @Override
    public void picture(CapturedImage picture) {
      millis.add(Duration.between(picture.capturedAt(), Instant.now()).toMillis());
    }
  }

  private Ages watch(CameraServer camera) {
    Ages ages = new Ages();
    cameras.add(camera);
    CameraSource source =
        new CameraSource(
            "cam-" + cameras.size(),
            Settings.stream("rtsp", camera.address()),
            pool,
            Map.of(),
            Clock.systemUTC(),
            Sleeper.real());
    Thread thread =
        new Thread(
            () -> {
              try {
                source.run(ages);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "watch-" + cameras.size());
    threads.add(thread);
    thread.start();
    return ages;
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
    cameras.forEach(CameraServer::close);
    pool.close();
  }

  /** A stream whose size changes every two seconds. */
  private Path changing() throws IOException {
    int width = LARGER * Clip.WIDTH;
    int height = LARGER * Clip.HEIGHT;
    Path stream = Clip.render(folder.resolve("small.h264"), "h264", 2 * Clip.RATE, 0);
    Path large =
        new MovingClip("h264", false, width, height)
            .render(
                folder.resolve("large.h264"),
                new BufferedImage(2 * width, 2 * height, BufferedImage.TYPE_3BYTE_BGR),
                2 * Clip.RATE);
    return Files.write(stream, Files.readAllBytes(large), StandardOpenOption.APPEND);
  }

  @Test
  void shouldKeepTheOthersCurrentWhateverOneCameraSends() throws Exception {
    for (int i = 0; i < OTHERS; i++) {
      others.add(watch(CameraServer.start(folder)));
    }
    await().atMost(STARTED).until(() -> others.stream().noneMatch(ages -> ages.millis.isEmpty()));
    measure();
    long alone = measure();
    CameraServer neighbour = CameraServer.showing(changing(), 0, "");
    Ages seen = watch(neighbour);
    await().atMost(STARTED).until(() -> !seen.millis.isEmpty());
    long changing = measure();
    neighbour.does(Behaviour.HURRIES);
    long hurrying = measure();
    neighbour.does(Behaviour.SENDS_NOISE_AS_VIDEO);
    long noisy = measure();

    LOG.info(
        "age of the pictures of {} cameras, p95: alone {} ms, beside one that changes its stream {} ms, that hurries {} ms, that sends noise {} ms",
        OTHERS,
        alone,
        changing,
        hurrying,
        noisy);
    // A tenth is the goal, which a shared machine cannot show: guarded is that nobody falls behind.
    assertThat(List.of(changing, hurrying, noisy)).allMatch(age -> age < 2 * alone + 2_000);
    assertThat(others).allMatch(ages -> ages.waits().isEmpty());
  }

  /** The age that 95 of 100 pictures of the others do not exceed. */
  private long measure() throws InterruptedException {
    others.forEach(ages -> ages.millis.clear());
    TimeUnit.SECONDS.sleep(SECONDS);
    List<Long> all = new ArrayList<>();
    for (Ages ages : others) {
      assertThat(ages.millis).hasSizeGreaterThan(SECONDS);
      all.addAll(ages.millis);
    }
    return Percentile.of(all, 95).orElseThrow();
  }
}
