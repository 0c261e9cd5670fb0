package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.camera.CameraSource;
import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.WebCamera;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.Mutants;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand damaged pictures of JPEG, PNG, WebP and H.264: none takes more than two seconds,
 * each one is counted, and none ends what captures; then a camera that sends them is captured on.
 */
@Timeout(3600)
final class HostilePicturesProof {

  private static final int PICTURES = 7_500;
  private static final int VIDEOS = 2_500;
  private static final int FROM_A_CAMERA = 2_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @TempDir private Path folder;

  @Test
  void shouldOutliveTenThousandDamagedPicturesAndCountEachOne() throws Exception {
    byte[] video = Files.readAllBytes(Clip.render(folder.resolve("whole.h264"), "h264", 5, 0));

    HostileRun.Result pictures = HostileRun.pictures(PICTURES);
    HostileRun.Result videos = HostileRun.videos(video, VIDEOS);

    System.out.printf("pictures: %s%nvideos of H.264: %s%n", pictures, videos);
    assertThat(pictures.shown() + pictures.damaged()).isEqualTo(PICTURES);
    assertThat(videos.shown() + videos.damaged()).isEqualTo(VIDEOS);
    assertThat(pictures.slowest()).isLessThan(LONGEST);
    assertThat(videos.slowest()).isLessThan(LONGEST);
  }

  @Test
  void shouldCaptureOnBehindACameraThatSendsThem() throws Exception {
    List<byte[]> wholes =
        List.of(Pictures.of("jpg", Color.RED), Pictures.of("png", Color.RED), HostileRun.webp());
    List<ImageFormat> formats = List.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP);
    Mutants mutants = new Mutants(3);
    AtomicInteger sent = new AtomicInteger();
    RecordingSink sink = new RecordingSink();
    try (CapturePool pool = new CapturePool(8, 1L << 30);
        WebCamera camera = WebCamera.start()) {
      camera.showsInTurn(
          () -> {
            synchronized (mutants) {
              int kind = sent.getAndIncrement() % wholes.size();
              return mutants.next(wholes.get(kind), formats.get(kind));
            }
          });
      Thread thread = new Thread(() -> run(pool, camera, sink));
      thread.start();
      await().atMost(LIMIT).until(() -> sent.get() >= FROM_A_CAMERA);

      camera.shows(Pictures.of("jpg", Color.BLUE));
      int before = sink.pictures().size();
      await().atMost(LIMIT).until(() -> sink.pictures().size() > before);

      System.out.printf("%d sent, %d taken, waited for: %s%n", sent.get(), before, sink.waits());
      assertThat(pool.processIds()).hasSize(1);
      thread.interrupt();
      thread.join();
    }
  }

  private static void run(CapturePool pool, WebCamera camera, RecordingSink sink) {
    try {
      new CameraSource(
              "hostile",
              Settings.stream(
                  "http",
                  camera.address("/picture"),
                  "private-addresses",
                  "true",
                  "max-rate",
                  "1000"),
              pool,
              Map.of(),
              Clock.systemUTC(),
              pause -> TimeUnit.MILLISECONDS.sleep(10))
          .run(sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
