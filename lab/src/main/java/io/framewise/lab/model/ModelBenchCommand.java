package io.framewise.lab.model;

import io.framewise.lab.result.BenchResult;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.internvl.Quantization;
import io.framewise.model.settings.ModelOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench model}. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a window of frames: vision, first token, decoding. Best of several rounds.",
      "With --baseline another implementation takes turns with ours, round by round; with --against",
      "the same model in other bits does; with --batch",
      "several windows at once are compared with one; with --overlap windows that begin with frames of",
      "the one before are compared with the same looked at anew."
    },
    footer = {
      "",
      "Examples:",
      "  ./framewise bench model --model models/random-1B --dtype bfloat16 --quantize int8 --against none",
      "  ./framewise model random --member InternVL3-1B --out models/random-1B",
      "  ./framewise bench model --model models/random-1B --dtype bfloat16 --quantize int8 \\",
      "    --baseline 'python3 model-runtime/src/test/python/bench_transformers.py'"
    })
public final class ModelBenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ModelOptions options;

  @Option(names = "--frames", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
  private int frames;

  @Option(names = "--new-tokens", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  private int newTokens;

  @Option(
      names = "--batch",
      defaultValue = "1",
      description = "Windows at once. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--overlap",
      defaultValue = "0",
      paramLabel = "PERCENT",
      description = "Of a window's frames, how many the one before had. Default: ${DEFAULT-VALUE}.")
  private int overlap;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--baseline",
      paramLabel = "CMD",
      description = "Started with --model, --dtype, --frames and --new-tokens.")
  private String baseline;

  @Option(
      names = "--against",
      paramLabel = "BITS",
      description =
          "Bits of the weights that take turns with those of --quantize: ${COMPLETION-CANDIDATES}.")
  private Quantization against;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    Path model = options.model();
    say("loading " + model + " ...");
    EngineSettings settings = options.engine();
    Map<String, Object> details = new LinkedHashMap<>();
    try (InternVlEngine engine = load(model, settings, details)) {
      WindowRun window = new WindowRun(engine, frames, newTokens);
      say("warming up ...");
      window.run(batch);
      console.println(measured(model, window, details).json());
    }
    return 0;
  }

  private BenchResult measured(Path model, WindowRun window, Map<String, Object> details) {
    if (overlap > 0) {
      return overlapping(window, details);
    }
    return batch > 1 ? batched(window, details) : single(model, window, details);
  }

  private InternVlEngine load(Path model, EngineSettings settings, Map<String, Object> details) {
    long before = AnonymousMemory.now();
    long start = System.nanoTime();
    try (AnonymousMemory memory = new AnonymousMemory()) {
      InternVlEngine engine = InternVlEngine.open(model, settings);
      details.put("dtype", settings.computeType().name().toLowerCase(Locale.ROOT));
      details.put("quantize", settings.quantize().name().toLowerCase(Locale.ROOT));
      details.put("forms", engine.model().getForms());
      details.put("batch", batch);
      details.put("load_s", (System.nanoTime() - start) / 1e9);
      details.put("anonymous_mb_before", before);
      details.put("anonymous_mb_peak_in_load", memory.peak());
      details.put("anonymous_mb_loaded", AnonymousMemory.now());
      details.put("file_mb_loaded", AnonymousMemory.ofFiles());
      return engine;
    }
  }

  private BenchResult single(Path model, WindowRun window, Map<String, Object> details) {
    if (against != null) {
      EngineSettings settings = options.engine();
      EngineSettings others = settings.computing(settings.computeType(), against);
      try (InternVlEngine other = InternVlEngine.open(model, others)) {
        WindowRun itsWindow = new WindowRun(other, frames, newTokens);
        itsWindow.run(1);
        return inTurns(window, Optional.of(() -> itsWindow.run(1)), details);
      }
    }
    if (baseline == null) {
      return inTurns(window, Optional.empty(), details);
    }
    try (OtherModel other = OtherModel.start(baseline, arguments(model))) {
      return inTurns(window, Optional.of(other::run), details);
    }
  }

  private BenchResult inTurns(
      WindowRun window, Optional<Supplier<WindowTimes>> other, Map<String, Object> details) {
    WindowTimes ours = null;
    WindowTimes theirs = null;
    for (int round = 1; round <= rounds; round++) {
      ours = better(ours, window.run(1), "round " + round + ", ours: ");
      if (other.isPresent()) {
        theirs = better(theirs, other.get().get(), "round " + round + ", baseline: ");
      }
    }
    details.putAll(ours.details());
    if (theirs == null) {
      return BenchResult.ofTime("model", ours.perToken(), Double.NaN, "ms/token", details);
    }
    theirs.details().forEach((name, value) -> details.put("baseline_" + name, value));
    details.putAll(ours.ratios(theirs));
    return BenchResult.ofTime("model", ours.perToken(), theirs.perToken(), "ms/token", details);
  }

  private BenchResult batched(WindowRun window, Map<String, Object> details) {
    WindowTimes several = null;
    WindowTimes one = null;
    for (int round = 1; round <= rounds; round++) {
      several = better(several, window.run(batch), "round " + round + ", " + batch + " at once: ");
      one = better(one, window.run(1), "round " + round + ", one: ");
    }
    details.putAll(several.details());
    double rate = batch * 1000 / several.perToken();
    return BenchResult.ofRate("model", rate, 1000 / one.perToken(), "tokens/s", details);
  }

  private BenchResult overlapping(WindowRun window, Map<String, Object> details) {
    int shared = frames * Math.min(overlap, 100) / 100;
    window.runNext(shared);
    WindowTimes kept = null;
    WindowTimes anew = null;
    for (int round = 1; round <= rounds; round++) {
      kept = better(kept, window.runNext(shared), "round " + round + ", kept: ");
      anew = better(anew, window.run(1), "round " + round + ", anew: ");
    }
    details.putAll(kept.details());
    anew.details().forEach((name, value) -> details.put("anew_" + name, value));
    return BenchResult.ofTime("model", kept.whole(), anew.whole(), "s/window", details);
  }

  private WindowTimes better(WindowTimes best, WindowTimes latest, String label) {
    say(label + latest);
    return best == null ? latest : best.best(latest);
  }

  private List<String> arguments(Path model) {
    return List.of(
        "--model",
        model.toString(),
        "--dtype",
        options.engine().computeType().name().toLowerCase(Locale.ROOT),
        "--frames",
        String.valueOf(frames),
        "--new-tokens",
        String.valueOf(newTokens));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
