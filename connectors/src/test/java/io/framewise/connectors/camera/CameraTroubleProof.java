package io.framewise.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.sampling.Pacer.Sleeper;
import io.framewise.connectors.settings.CaptureSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.testing.CameraServer;
import io.framewise.connectors.testing.CameraServer.Behaviour;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.RunningSource;
import io.framewise.connectors.testing.Settings;
import io.framewise.platform.statistics.Percentile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Twenty cameras that are cut, reset, stalled and spoilt again and again, with the settings that
 * people have. Each fault is seen within 20 s, each camera comes back, and nothing is left over:
 * neither threads nor descriptors nor processes.
 */
@Timeout(3600)
final class CameraTroubleProof {

  private static final Logger LOG = LoggerFactory.getLogger(CameraTroubleProof.class);
  private static final int CAMERAS = 20;
  private static final int CYCLES = Integer.getInteger("framewise.camera.cycles", 3);
  private static final Duration SEEN = Duration.ofSeconds(20);
  private static final Duration BACK = Duration.ofSeconds(70);
  private static final List<Behaviour> FAULTS =
      List.of(Behaviour.CUTS, Behaviour.RESETS, Behaviour.STALLS, Behaviour.SENDS_NOISE_AS_VIDEO);

  @TempDir private Path folder;

  private final CapturePool pool = new CapturePool(8, CaptureSettings.DEFAULT_MEMORY);
  private final List<Seat> seats = new ArrayList<>();

  /** One camera and what has come of it. */
  private static final class Seat {

    private final CameraServer camera;
    private final Counting sink = new Counting();
    private final RunningSource running;

    Seat(int number, CameraServer camera, CapturePool pool) {
      this.camera = camera;
      CameraSource source =
          new CameraSource(
              "cam-" + number,
              Settings.stream("rtsp", camera.address(), "max-rate", "2"),
              pool,
              Map.of(),
              Clock.systemUTC(),
              Sleeper.real());
      this.running = RunningSource.start(source, sink);
    }

    void awaitPictures(Duration limit) {
      long before = sink.count.get();
      await().atMost(limit).until(() -> sink.count.get() >= before + 3);
    }
  }

  /** Counts, and keeps nothing. */
  private static final class Counting extends RecordingSink {

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong waits = new AtomicLong();

    @Override
    public void picture(CapturedImage picture) {
      count.incrementAndGet();
    }

    @Override
    public void waits(String reason) {
      waits.incrementAndGet();
    }
  }

  @BeforeEach
  void startCameras() {
    for (int i = 0; i < CAMERAS; i++) {
      Seat seat = new Seat(i, CameraServer.start(folder), pool);
      seats.add(seat);
    }
    seats.forEach(seat -> seat.awaitPictures(BACK));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Seat seat : seats) {
      seat.running.stop();
      seat.camera.close();
    }
    pool.close();
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  void shouldSeeEveryFaultAndComeBackFromEachAndLeaveNothingOver() throws IOException {
    List<Long> seen = new ArrayList<>();
    List<Long> back = new ArrayList<>();
    cycle(Behaviour.CUTS, seen, back); // The first one loads what stays.
    int threads = Thread.activeCount();
    long descriptors = descriptors();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      for (Behaviour fault : FAULTS) {
        cycle(fault, seen, back);
      }
    }

    LOG.info(
        "{} faults of {} cameras: seen p50/p95/max {}/{}/{} ms, back p50/p95/max {}/{}/{} ms, threads {} to {}, descriptors {} to {}, capture processes {}",
        seen.size(),
        CAMERAS,
        percentile(seen, 50),
        percentile(seen, 95),
        percentile(seen, 100),
        percentile(back, 50),
        percentile(back, 95),
        percentile(back, 100),
        threads,
        Thread.activeCount(),
        descriptors,
        descriptors(),
        pool.processIds().size());
    assertThat(seats).allMatch(seat -> seat.camera.mostPlaying() == 1);
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + CAMERAS);
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors + CAMERAS);
    assertThat(pool.processIds()).hasSizeLessThanOrEqualTo(4);
  }

  private static long percentile(List<Long> values, double percent) {
    return Percentile.of(values, percent).orElseThrow();
  }

  private void cycle(Behaviour fault, List<Long> seen, List<Long> back) {
    long began = System.nanoTime();
    List<Long> before = seats.stream().map(seat -> seat.sink.waits.get()).toList();
    seats.forEach(seat -> seat.camera.does(fault));
    for (int i : IntStream.range(0, CAMERAS).toArray()) {
      await()
          .alias(fault + " is seen")
          .atMost(SEEN)
          .until(() -> seats.get(i).sink.waits.get() > before.get(i));
      seen.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }
    long again = System.nanoTime();
    seats.forEach(seat -> seat.camera.does(Behaviour.PLAYS));
    for (Seat seat : seats) {
      seat.awaitPictures(BACK);
      back.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - again));
    }
  }
}
