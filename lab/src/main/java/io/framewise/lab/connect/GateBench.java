package io.framewise.lab.connect;

import io.framewise.contract.avro.SourceState;
import io.framewise.lab.pipeline.BenchCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plays a video in which nothing moves and one in which all does, with a change gate and without:
 * frames on the topic, and processor time.
 */
final class GateBench {

  private static final double NANOS_PER_MILLI = 1e6;

  private final BenchCluster cluster;
  private final int frames;

  /** A bench with videos of so many pictures. */
  GateBench(BenchCluster cluster, int frames) {
    this.cluster = cluster;
    this.frames = frames;
  }

  /** The figures by name. */
  Map<String, Object> run() throws IOException, InterruptedException {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (BenchClip clip : new BenchClip[] {BenchClip.STILL_1080P, BenchClip.H264_1080P}) {
      Path file = clip.render(cluster.directory(), frames);
      for (int gate : new int[] {0, 4}) {
        play(clip.written() + "_gate_" + gate, file, gate, figures);
      }
    }
    return figures;
  }

  private void play(String name, Path file, int gate, Map<String, Object> figures)
      throws IOException, InterruptedException {
    Map<String, String> source =
        Map.of(
            name + ".kind",
            "video",
            name + ".path",
            file.toString(),
            name + ".pacing",
            "fast",
            name + ".change-gate",
            Integer.toString(gate));
    try (BenchConnectors connectors = new BenchConnectors(cluster, name, source)) {
      long[] most = {0};
      connectors.await(
          status -> {
            most[0] = Math.max(most[0], SourceTime.nanos(name));
            return status.getState() == SourceState.ENDED;
          });
      connectors.await(status -> connectors.published() == status.getPublished());
      figures.put(name + "_frames", connectors.published());
      figures.put(name + "_cpu_ms", Math.round(most[0] / NANOS_PER_MILLI));
    }
  }
}
