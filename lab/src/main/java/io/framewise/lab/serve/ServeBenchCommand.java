package io.framewise.lab.serve;

import io.framewise.contract.UserError;
import io.framewise.lab.result.BenchResult;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.openai.ApiKeys;
import io.framewise.model.openai.OpenAiServer;
import io.framewise.model.openai.ServedModel;
import io.framewise.model.openai.ServerOptions;
import io.framewise.model.openai.media.MediaOptions;
import io.framewise.model.settings.ModelOptions;
import io.framewise.platform.statistics.Percentile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what a model loses behind HTTP: streams of clients against the same questions to an engine in"
          + " this process, in turns, and the list of models while all of them ask.",
      "The last line is JSON: requests a second at the middle number of clients, and the rest.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./framewise bench serve --model models/tiny",
      "  ./framewise bench serve --model models/random-1B --dtype bfloat16 --requests 16 --rounds 1"
    })
public final class ServeBenchCommand implements Callable<Integer> {

  private static final int LOOK_EVERY_MS = 50;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,8,16",
      description = "Clients that ask at once. Default: ${DEFAULT-VALUE}.")
  private List<Integer> clients;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "64",
      description = "Questions of a round. Default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(
      names = "--new-tokens",
      paramLabel = "N",
      defaultValue = "32",
      description = "Tokens of an answer at most. Default: ${DEFAULT-VALUE}.")
  private int newTokens;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds after one to warm up; the best counts. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  private int asked;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (requests < 1 || newTokens < 1 || rounds < 1 || clients.stream().anyMatch(n -> n < 1)) {
      throw new UserError("all counts are at least 1", "give numbers from 1 on");
    }
    Path model = options.model();
    EngineSettings engine = options.engine();
    say("loading " + model + " twice ...");
    ServerOptions server =
        new ServerOptions(
            "127.0.0.1",
            0,
            ApiKeys.NONE,
            Set.of(),
            1000,
            Set.of(),
            new MediaOptions(12, 8, Optional.empty()));
    try (InternVlEngine own = InternVlEngine.open(model, engine);
        OpenAiServer http =
            OpenAiServer.start(server, () -> ServedModel.of(InternVlEngine.open(model, engine)))) {
      http.open().join();
      try (HttpAsker asker = new HttpAsker(http.port(), newTokens)) {
        spec.commandLine().getOut().println(run(asker, new DirectAsker(own, newTokens)).json());
      }
    }
    return 0;
  }

  private BenchResult run(HttpAsker http, DirectAsker direct)
      throws InterruptedException, IOException {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("requests", requests);
    details.put("new_tokens", newTokens);
    double ours = Double.NaN;
    double baseline = Double.NaN;
    for (int i = 0; i < clients.size(); i++) {
      int atOnce = clients.get(i);
      say(atOnce + " clients ...");
      AskTimes served = null;
      AskTimes called = null;
      for (int round = 0; round <= rounds; round++) {
        AskTimes oneServed = ask(http, atOnce);
        AskTimes oneCalled = ask(direct, atOnce);
        if (round > 0) {
          served = oneServed.better(served);
          called = oneCalled.better(called);
        }
      }
      details.put("clients_" + atOnce + "_requests_per_s", served.perSecond());
      details.put("clients_" + atOnce + "_direct_requests_per_s", called.perSecond());
      details.put("clients_" + atOnce + "_ratio", served.perSecond() / called.perSecond());
      details.put("clients_" + atOnce + "_first_text_p95_s", served.firstTextP95());
      details.put("clients_" + atOnce + "_direct_first_text_p95_s", called.firstTextP95());
      if (i == clients.size() / 2) {
        ours = served.perSecond();
        baseline = called.perSecond();
      }
    }
    details.put("models_p99_ms", modelsUnderLoad(http) * 1000);
    return BenchResult.ofRate("serve", ours, baseline, "requests/s", details);
  }

  private AskTimes ask(Asker asker, int atOnce) throws InterruptedException {
    AskTimes times = asker.ask(asked, requests, atOnce);
    asked += requests;
    return times;
  }

  /** The 99th percentile of what the list of models takes while the most clients ask. */
  private double modelsUnderLoad(HttpAsker http) throws InterruptedException, IOException {
    List<Double> times = new ArrayList<>();
    AtomicBoolean asking = new AtomicBoolean(true);
    int most = clients.stream().mapToInt(Integer::intValue).max().orElseThrow();
    Thread load =
        new Thread(
            () -> {
              try {
                ask(http, most);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                asking.set(false);
              }
            },
            "load");
    load.start();
    while (asking.get()) {
      times.add(http.models());
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    }
    load.join();
    return Percentile.of(times, 99).orElse(Double.NaN);
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
  }
}
