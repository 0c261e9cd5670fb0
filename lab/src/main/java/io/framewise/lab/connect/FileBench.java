package io.framewise.lab.connect;

import io.framewise.contract.avro.SourceState;
import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.platform.statistics.Percentile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays a file as fast as it goes, decoded, scaled to 1280 pixels, encoded as JPEG and published,
 * in turns with {@code ffmpeg}, which does the same but for the publishing. Both work on one
 * thread.
 */
final class FileBench {

  private static final int MAX_SIDE = 1280;
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Medians of the rounds.
   *
   * @param oursPerCore frames a second of processor time: the source's thread and the producer's
   * @param oursPerSecond frames a second that passed
   * @param baselinePerCore the same of {@code ffmpeg}; not a number where it is not installed
   * @param baselinePerSecond the same of {@code ffmpeg}
   * @param baselineBytes bytes of a picture that {@code ffmpeg} made
   */
  record Rates(
      double oursPerCore,
      double oursPerSecond,
      double baselinePerCore,
      double baselinePerSecond,
      double baselineBytes) {

    /** How many times as fast ours is. */
    double ratio() {
      return oursPerCore / baselinePerCore;
    }
  }

  private final BenchCluster cluster;
  private final BenchClip clip;
  private final int frames;
  private final boolean compare;
  private final List<Double> oursPerCore = new ArrayList<>();
  private final List<Double> oursPerSecond = new ArrayList<>();
  private final List<Double> baselinePerCore = new ArrayList<>();
  private final List<Double> baselinePerSecond = new ArrayList<>();
  private double baselineBytes = Double.NaN;

  FileBench(BenchCluster cluster, BenchClip clip, int frames, boolean compare) {
    this.cluster = cluster;
    this.clip = clip;
    this.frames = frames;
    this.compare = compare;
  }

  /** Measures so many rounds, behind one that warms up the compiler. */
  Rates run(int rounds) throws IOException, InterruptedException {
    Path file = clip.render(cluster.directory(), frames);
    for (int i = 0; i <= rounds; i++) {
      ours(file, i);
      if (compare) {
        baseline(file);
      }
      if (i == 0) {
        List.of(oursPerCore, oursPerSecond, baselinePerCore, baselinePerSecond)
            .forEach(List::clear);
      }
    }
    return new Rates(
        median(oursPerCore),
        median(oursPerSecond),
        median(baselinePerCore),
        median(baselinePerSecond),
        baselineBytes);
  }

  private void ours(Path file, int round) throws IOException, InterruptedException {
    String name = clip.written() + round;
    Map<String, String> source =
        Map.of(
            name + ".kind", "video",
            name + ".path", file.toString(),
            name + ".pacing", "fast",
            name + ".max-rate", "0");
    try (BenchConnectors connectors = new BenchConnectors(cluster, name, source)) {
      connectors.await(status -> status.getPublished() > 0);
      long done = connectors.published();
      long began = System.nanoTime();
      long cpuBefore = SourceTime.nanos(name);
      long cpu = cpuBefore;
      while (connectors.published() < frames - 1) {
        cpu = Math.max(cpu, SourceTime.nanos(name));
        Thread.onSpinWait();
        Thread.sleep(1);
      }
      double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
      long played = connectors.published() - done;
      connectors.await(status -> status.getState() == SourceState.ENDED);
      oursPerSecond.add(played / seconds);
      oursPerCore.add(played / ((cpu - cpuBefore) / NANOS_PER_SECOND));
    }
  }

  private void baseline(Path file) throws IOException, InterruptedException {
    FfmpegRun run = FfmpegRun.of(file, MAX_SIDE, cluster.directory().resolve("ffmpeg.mjpeg"));
    baselinePerCore.add(frames / run.cpuSeconds());
    baselinePerSecond.add(frames / run.wallSeconds());
    baselineBytes = (double) run.bytes() / frames;
  }

  private static double median(List<Double> values) {
    Optional<Double> middle = Percentile.of(values, 50);
    return middle.orElse(Double.NaN);
  }
}
