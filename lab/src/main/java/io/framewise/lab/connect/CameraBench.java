package io.framewise.lab.connect;

import io.framewise.connectors.testing.CameraServer;
import io.framewise.connectors.testing.Clip;
import io.framewise.lab.pipeline.BenchCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What cameras cost: 1080p in H.264, 25 pictures a second, one key frame a second. */
final class CameraBench {

  private static final int CLIP_SECONDS = 4;
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * What is measured.
   *
   * @param sources how many cameras
   * @param rate pictures a second that are wanted of each
   * @param keyFrames ALWAYS for key frames only, NEVER for all pictures
   */
  record Load(int sources, int rate, String keyFrames) {

    /** As it stands in figures. */
    String written() {
      return sources + "x" + rate + (keyFrames.equals("ALWAYS") ? "_keys" : "_all");
    }
  }

  private final BenchCluster cluster;
  private final Duration settle;
  private final Duration watch;

  /**
   * A bench.
   *
   * @param settle how long cameras play before it counts
   * @param watch how long it counts
   */
  CameraBench(BenchCluster cluster, Duration settle, Duration watch) {
    this.cluster = cluster;
    this.settle = settle;
    this.watch = watch;
  }

  /** The figures of each load. */
  Map<String, Object> run(List<Load> loads) throws IOException, InterruptedException {
    Map<String, Object> figures = new LinkedHashMap<>();
    Path clip = BenchClip.CAMERA_1080P.render(cluster.directory(), CLIP_SECONDS * Clip.RATE);
    try (CameraServer camera = CameraServer.showing(clip, 0, "")) {
      for (Load load : loads) {
        figures.put("cameras_" + load.written(), figures(camera, load));
      }
    }
    return figures;
  }

  private Map<String, Object> figures(CameraServer camera, Load load)
      throws IOException, InterruptedException {
    Map<String, String> sources = new HashMap<>();
    for (int i = 0; i < load.sources(); i++) {
      String key = "camera" + i + ".";
      sources.put(key + "kind", "rtsp");
      sources.put(key + "address", camera.address());
      sources.put(key + "max-rate", Integer.toString(load.rate()));
      sources.put(key + "key-frames", load.keyFrames());
    }
    try (BenchConnectors connectors = new BenchConnectors(cluster, load.written(), sources);
        FrameAges frames = new FrameAges(connectors)) {
      connectors.await(status -> status.getPublished() > 0);
      TimeUnit.MILLISECONDS.sleep(settle.toMillis());
      frames.over(Duration.ofMillis(1)); // What came while it settled.
      CaptureUsage before = CaptureUsage.now();
      long published = connectors.published();
      long began = System.nanoTime();
      List<Long> ages = frames.over(watch);
      double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
      CaptureUsage after = CaptureUsage.now();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("processes", after.processes());
      figures.put("resident_mib", Math.round(after.residentMib()));
      figures.put(
          "cores", rounded(after.cpu().minus(before.cpu()).toNanos() / NANOS_PER_SECOND / seconds));
      figures.put("frames_per_s", rounded((connectors.published() - published) / seconds));
      figures.put("age_p50_ms", FrameAges.percentile(ages, 50));
      figures.put("age_p99_ms", FrameAges.percentile(ages, 99));
      return figures;
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
