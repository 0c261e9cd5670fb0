package io.framewise.lab.model;

import io.framewise.lab.result.BenchResult;
import io.framewise.model.engine.Look;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.settings.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench batching}. */
@Command(
    name = "batching",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what it gains that requests join and leave the model at any step: requests that arrive at"
          + " random, answered as they come (continuous), a batch after the other (static) and one after"
          + " the other (sequential), in turns on one engine. No picture is seen twice.",
      "The last line is JSON: continuous against static in requests a second, and the rest."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./framewise bench batching --model models/tiny",
      "  ./framewise bench batching --model models/random-1B --dtype bfloat16 --requests 16"
    })
public final class BatchingBenchCommand implements Callable<Integer> {

  private static final List<String> ONE = List.of("What happens?");
  private static final List<String> FOUR =
      List.of("What happens?", "Who is there?", "What stands still?", "What is new?");
  private static final int SEED = 11;

  @Spec private CommandSpec spec;

  @Mixin private ModelOptions options;

  @Option(names = "--requests", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(names = "--frames", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
  private int frames;

  @Option(names = "--new-tokens", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  private int newTokens;

  @Option(
      names = "--load",
      defaultValue = "4",
      description =
          "Requests that arrive, on the average, while the model answers one that is alone."
              + " Default: ${DEFAULT-VALUE}.")
  private double load;

  @Option(names = "--rounds", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  private int nextFrame;

  @Override
  public Integer call() {
    Path model = options.model();
    say("loading " + model + " ...");
    try (InternVlEngine engine = InternVlEngine.open(model, options.engine(), requests)) {
      say("warming up ...");
      alone(engine, ONE);
      double one = alone(engine, ONE);
      double four = alone(engine, FOUR);
      say(
          String.format(
              Locale.ROOT, "one request alone: %.2f s, with four questions %.2f s", one, four));
      List<Double> arrivals = arrivals(one / load);
      Map<Admission, List<RequestTimes>> times = new EnumMap<>(Admission.class);
      Map<Admission, List<RequestTimes>> words = new EnumMap<>(Admission.class);
      for (int round = 0; round < rounds; round++) {
        for (Admission admission : Admission.values()) {
          measure(engine, admission, arrivals, times, words);
        }
      }
      BenchResult result = result(times, words, four / one);
      spec.commandLine().getOut().println(result.json());
    }
    return 0;
  }

  private double alone(InternVlEngine engine, List<String> questions) {
    return new RequestRun(engine, Admission.SEQUENTIAL)
        .run(looks(engine, 1, frames, questions), List.of(0.0))
        .seconds();
  }

  private void measure(
      InternVlEngine engine,
      Admission admission,
      List<Double> arrivals,
      Map<Admission, List<RequestTimes>> times,
      Map<Admission, List<RequestTimes>> words) {
    RequestTimes whole =
        new RequestRun(engine, admission).run(looks(engine, requests, frames, ONE), arrivals);
    RequestTimes decoding =
        new RequestRun(engine, admission)
            .run(looks(engine, requests, 0, ONE), Collections.nCopies(requests, 0.0));
    times.computeIfAbsent(admission, key -> new ArrayList<>()).add(whole);
    words.computeIfAbsent(admission, key -> new ArrayList<>()).add(decoding);
    say(
        String.format(
            Locale.ROOT,
            "%s: %.1f s, first token p95 %.2f s, %.1f tokens/s without pictures",
            name(admission),
            whole.seconds(),
            whole.firstTokenP95(),
            decoding.decodeRate()));
  }

  private List<Look> looks(InternVlEngine engine, int count, int pictures, List<String> questions) {
    WindowRun windows = new WindowRun(engine, pictures, newTokens);
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      looks.add(windows.look(nextFrame, false, questions));
      nextFrame += pictures;
    }
    return looks;
  }

  /** At random, so many seconds apart on the average. */
  private List<Double> arrivals(double apart) {
    Random random = new Random(SEED);
    List<Double> arrivals = new ArrayList<>();
    double at = 0;
    for (int i = 0; i < requests; i++) {
      arrivals.add(at);
      at -= apart * Math.log(1 - random.nextDouble());
    }
    return arrivals;
  }

  private BenchResult result(
      Map<Admission, List<RequestTimes>> times,
      Map<Admission, List<RequestTimes>> words,
      double fourToOne) {
    ToDoubleFunction<Admission> rate = one -> median(times.get(one), RequestTimes::perSecond);
    ToDoubleFunction<Admission> first = one -> median(times.get(one), RequestTimes::firstTokenP95);
    ToDoubleFunction<Admission> decode = one -> median(words.get(one), RequestTimes::decodeRate);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("requests", requests);
    details.put("frames", frames);
    details.put("rounds", rounds);
    details.put(
        "continuous_to_static",
        rate.applyAsDouble(Admission.CONTINUOUS) / rate.applyAsDouble(Admission.STATIC));
    details.put(
        "continuous_to_sequential",
        decode.applyAsDouble(Admission.CONTINUOUS) / decode.applyAsDouble(Admission.SEQUENTIAL));
    details.put(
        "ttft_p95_to_static",
        first.applyAsDouble(Admission.CONTINUOUS) / first.applyAsDouble(Admission.STATIC));
    details.put("busy", median(times.get(Admission.CONTINUOUS), RequestTimes::busy));
    details.put("four_questions_to_one", fourToOne);
    for (Admission admission : Admission.values()) {
      String name = name(admission);
      details.put(name + "_requests_per_s", rate.applyAsDouble(admission));
      details.put(name + "_ttft_p95_s", first.applyAsDouble(admission));
      details.put(name + "_whole_p95_s", median(times.get(admission), RequestTimes::wholeP95));
      details.put(name + "_decode_tokens_per_s", decode.applyAsDouble(admission));
      details.put(name + "_width", median(words.get(admission), RequestTimes::width));
    }
    return BenchResult.ofRate(
        "batching",
        rate.applyAsDouble(Admission.CONTINUOUS),
        rate.applyAsDouble(Admission.STATIC),
        "requests/s",
        details);
  }

  private static double median(List<RequestTimes> runs, ToDoubleFunction<RequestTimes> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String name(Admission admission) {
    return admission.name().toLowerCase(Locale.ROOT);
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
