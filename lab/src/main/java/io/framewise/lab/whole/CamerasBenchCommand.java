package io.framewise.lab.whole;

import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.MovingClip;
import io.framewise.contract.UserError;
import io.framewise.lab.model.BenchPicture;
import io.framewise.lab.pipeline.BenchCluster;
import io.framewise.lab.result.BenchResult;
import io.framewise.lab.whole.EngineCosts.Cost;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.settings.ModelOptions;
import io.framewise.platform.lifecycle.ShutdownSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench cameras}. */
@Command(
    name = "cameras",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what a camera costs the model: one before which nothing moves and one before which all"
          + " does, each with a change gate and without, with what is kept of pictures and without. The whole"
          + " system runs on a broker and a registry of its own, the videos are made by the bench.",
      "The last line is JSON: seconds of the model for an hour of the still camera with gate and kept"
          + " pictures, the same with neither, and the rest.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./framewise model demo --out models/demo",
      "  ./framewise bench cameras --model models/demo",
      "  ./framewise bench cameras --model models/random-1B --dtype bfloat16 --window 60 --frames 2"
    })
public final class CamerasBenchCommand implements Callable<Integer> {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 256;
  private static final int GATE = 4;
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
  private static final int LOOK_EVERY_MS = 200;

  @Spec private CommandSpec spec;

  @Mixin private ModelOptions options;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long the cameras play, twice. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Length of a window; the next begins half as much later. Default: ${DEFAULT-VALUE}.")
  private int window;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "4",
      description = "Frames of a window. Default: ${DEFAULT-VALUE}.")
  private int frames;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".framewise/bench",
      description = "Where everything lies while it runs. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (minutes < 1 || window < 2 || frames < 1) {
      throw new UserError(
          "--minutes and --frames are at least 1, --window is at least 2", "give larger numbers");
    }
    Path model = options.model().toAbsolutePath();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("minutes", minutes);
    details.put("window_s", window);
    details.put("frames", frames);
    try (ShutdownSignal signal = ShutdownSignal.install();
        BenchCluster cluster = new BenchCluster(data)) {
      say("making two videos of " + minutes + " minutes ...");
      Map<String, Path> videos = videos(cluster.directory());
      for (boolean kept : new boolean[] {false, true}) {
        if (!signal.received()) {
          say("playing them, " + (kept ? "pictures are kept ..." : "nothing is kept ..."));
          run(cluster, settings(model, videos, kept), kept, details);
        }
      }
    }
    BenchResult result =
        BenchResult.ofTime(
            "cameras",
            figure(details, "still_gate_kept_engine_s"),
            figure(details, "still_engine_s"),
            "s of the model for an hour of a camera",
            details);
    spec.commandLine().getOut().println(result.json());
    return 0;
  }

  private static double figure(Map<String, Object> details, String name) {
    return (double) details.getOrDefault(name, Double.NaN);
  }

  private Map<String, Path> videos(Path folder) {
    Map<String, Path> videos = new LinkedHashMap<>();
    MovingClip clip = new MovingClip("mp4", false, WIDTH, HEIGHT);
    for (String name : List.of("still", "busy")) {
      int margin = name.equals("still") ? 0 : MARGIN; // With no room the view stays where it is.
      int pictures = (int) Duration.ofMinutes(minutes).toSeconds() * Clip.RATE;
      videos.put(
          name,
          clip.render(
              folder.resolve(name + ".mp4"),
              BenchPicture.drawn(WIDTH + margin, HEIGHT + margin),
              pictures));
    }
    return videos;
  }

  private String settings(Path model, Map<String, Path> videos, boolean kept) {
    EngineSettings engine = options.engine();
    StringBuilder text = new StringBuilder();
    text.append(
        """
        model:
          path: %s
          engine:
            compute-type: %s
            quantize: %s
            device: %s
            threads: %d
            picture-cache-mb: %d
        streams:
          question-sets:
            bench:
              domain: video
              window-size: %ds
              window-hop: %dms
              frames: %d
              deadline: 5m
              questions:
                person: {text: "Is a person there?", answer: yes_no}
        connectors:
          sources:
        """
            .formatted(
                model,
                engine.computeType().name().toLowerCase(Locale.ROOT),
                engine.quantize().name().toLowerCase(Locale.ROOT),
                engine.device(),
                engine.threads(),
                kept ? engine.pictureCacheMb() : 0,
                window,
                TimeUnit.SECONDS.toMillis(window) / 2,
                frames));
    videos.forEach(
        (name, file) -> {
          text.append(source(name, file, 0));
          text.append(source(name + "-gate", file, GATE));
        });
    return text.toString();
  }

  private static String source(String name, Path file, int gate) {
    return "    %s: {kind: video, path: %s, max-rate: 1, change-gate: %d}%n"
        .formatted(name, file, gate);
  }

  private void run(BenchCluster cluster, String settings, boolean kept, Map<String, Object> details)
      throws IOException, InterruptedException {
    EngineCosts costs = new EngineCosts();
    String name = kept ? "kept" : "plain";
    try (WholeSystem system = WholeSystem.start(cluster, name, settings, costs::add)) {
      long hop = Math.max(1, window / 2);
      int windows = (int) (Duration.ofMinutes(minutes).toSeconds() / hop) - 2;
      long deadline = System.nanoTime() + Duration.ofMinutes(minutes).plus(SETTLE_LIMIT).toNanos();
      while (!system.played() || !all(costs, windows)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("the cameras did not get to their end: " + sources(costs));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
      }
    }
    double seconds = Duration.ofMinutes(minutes).toSeconds();
    for (String source : List.of("still", "still-gate", "busy", "busy-gate")) {
      String key = source.replace('-', '_') + (kept ? "_kept" : "");
      Cost cost = costs.of(source);
      details.put(key + "_engine_s", cost.secondsAnHour(seconds));
      details.put(key + "_windows", cost.windows());
      details.put(key + "_looks", cost.looks());
      details.put(key + "_pictures", cost.pictures());
      details.put(key + "_pictures_known", cost.keptPictures());
    }
    details.put(name + "_unanswered", costs.unanswered());
  }

  private static boolean all(EngineCosts costs, int windows) {
    return sources(costs).values().stream().allMatch(cost -> cost.windows() >= windows);
  }

  private static Map<String, Cost> sources(EngineCosts costs) {
    Map<String, Cost> all = new LinkedHashMap<>();
    for (String source : List.of("still", "still-gate", "busy", "busy-gate")) {
      all.put(source, costs.of(source));
    }
    return all;
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
  }
}
