package io.framewise.lab.connect;

import io.framewise.contract.UserError;
import io.framewise.lab.connect.CameraBench.Load;
import io.framewise.lab.connect.FileBench.Rates;
import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.lab.result.BenchResult;
import io.framewise.platform.lifecycle.ShutdownSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench connect}. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the connectors, on a broker and a registry of its own. Videos are made by the bench.",
      "Progress goes to standard error, the figures are the last line.",
      "",
      "  files    frames a second of one core: 1080p in H.264 and 4K in JPEG, decoded,",
      "           scaled to 1280 pixels, encoded and published; in turns with ffmpeg,",
      "           where it is installed, which does the same but for publishing",
      "  gate     frames on the topic and processor time with change-gate: 4 and without,",
      "           of a video in which nothing moves and of one in which all does",
      "  cameras  memory and cores of the capture processes, and the age of frames on",
      "           the topic, with so many cameras in 1080p",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./framewise bench connect",
      "  ./framewise bench connect --rounds 5 --cameras 0",
      "  ./framewise bench connect --cameras 1,10,50 --rounds 0"
    })
public final class ConnectBenchCommand implements Callable<Integer> {

  // Of which all pictures are decoded: 25 a second each, of which a core decodes some 300.
  private static final int MOST_A_CORE = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "files: rounds after one to warm up; medians count. 0 leaves files and gate out. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "250",
      description =
          "files: pictures of the video in 1080p; of 4K a third. Default: ${DEFAULT-VALUE}.")
  private int frames;

  @Option(
      names = "--cameras",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,10",
      description =
          "cameras: how many, one after the other; 0 for none. Above 10 a core with key frames only. Default: ${DEFAULT-VALUE}.")
  private List<Integer> cameras;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "cameras: how long each number of them is watched. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".framewise/bench",
      description = "Where everything lies while it runs. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 0 || frames < 30 || seconds < 1 || cameras.stream().anyMatch(n -> n < 0)) {
      throw new UserError(
          "--rounds, --cameras and --seconds count things, and --frames are at least 30",
          "give numbers from 0 on");
    }
    Map<String, Object> details = new LinkedHashMap<>();
    Optional<String> ffmpeg = FfmpegRun.version();
    details.put("ffmpeg", ffmpeg.orElse("not installed"));
    say("starting a Kafka broker and a schema registry ...");
    Optional<Rates> headline = Optional.empty();
    try (ShutdownSignal signal = ShutdownSignal.install();
        BenchCluster cluster = new BenchCluster(data)) {
      if (rounds > 0) {
        headline = Optional.of(files(cluster, ffmpeg.isPresent(), details));
        say("measuring the change gate ...");
        details.putAll(new GateBench(cluster, frames).run());
      }
      if (!signal.received()) {
        say("measuring cameras " + cameras + " ...");
        details.putAll(
            new CameraBench(cluster, Duration.ofSeconds(3), Duration.ofSeconds(seconds))
                .run(loads()));
      }
    }
    BenchResult result =
        BenchResult.ofRate(
            "connect",
            headline.map(Rates::oursPerCore).orElse(Double.NaN),
            headline.map(Rates::baselinePerCore).orElse(Double.NaN),
            "frames/s of a core, 1080p",
            details);
    spec.commandLine().getOut().println(result.json());
    return 0;
  }

  private Rates files(BenchCluster cluster, boolean compare, Map<String, Object> details)
      throws IOException, InterruptedException {
    Rates headline = file(cluster, BenchClip.H264_1080P, frames, compare, details);
    Rates unused = file(cluster, BenchClip.JPEG_4K, frames / 3, compare, details);
    return headline;
  }

  private Rates file(
      BenchCluster cluster, BenchClip clip, int count, boolean compare, Map<String, Object> details)
      throws IOException, InterruptedException {
    String name = clip.written();
    say("measuring " + count + " frames of " + name + ", " + rounds + " rounds ...");
    Rates rates = new FileBench(cluster, clip, count, compare).run(rounds);
    details.put(name + "_frames_per_core_s", rates.oursPerCore());
    details.put(name + "_frames_per_s", rates.oursPerSecond());
    details.put(name + "_ffmpeg_frames_per_core_s", rates.baselinePerCore());
    details.put(name + "_ffmpeg_frames_per_s", rates.baselinePerSecond());
    details.put(name + "_ratio", rates.ratio());
    return rates;
  }

  private List<Load> loads() {
    List<Load> loads = new ArrayList<>();
    for (int count : cameras) {
      if (count > 0) {
        loads.add(new Load(count, 1, "ALWAYS"));
        if (count <= MOST_A_CORE * Runtime.getRuntime().availableProcessors()) {
          loads.add(new Load(count, 1, "NEVER"));
          loads.add(new Load(count, 5, "NEVER"));
        }
      }
    }
    return loads;
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
  }
}
