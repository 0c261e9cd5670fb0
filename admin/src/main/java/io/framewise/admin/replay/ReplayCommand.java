package io.framewise.admin.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.admin.support.Moment;
import io.framewise.admin.trial.TrialRun;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.ask.SourceFrames;
import io.framewise.streams.questions.QuestionFile;
import io.framewise.streams.window.ClosedWindow;
import io.framewise.streams.window.WindowRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Ask a past range again, with other questions or another model, and compare with what was answered then. The live system goes on beside it: the model runs here, and requests, answers and events have topics of their own.",
    footer = {
      "",
      "The frames must still be on their topic; docs/topics.md says how long they are kept. Windows that lie wholly in the range are asked.",
      "They are compared with the live events of the question set of the same id.",
      "Events stay on <prefix>replay.<name>.events; the other topics of the replay are deleted at its end.",
      "",
      "Examples:",
      "  framewise replay --source street --from 30m --questions traffic.yaml --model models/InternVL3-2B-hf",
      "  framewise replay --source street --from 5m --questions traffic.yaml --model "
          + ReplayCommand.DEMO_MODEL,
      "  framewise replay --source street --from 2026-11-21T08:00:00Z --to 2026-11-21T08:30:00Z \\",
      "      --questions traffic.yaml --model OpenGVLab/InternVL3-8B-hf --name better --json"
    })
public final class ReplayCommand implements Callable<Integer> {

  /** Where the demo keeps its model when it is told nothing else. */
  static final String DEMO_MODEL = ".framewise/demo/models/framewise-demo";

  private static final String MODEL_PATH = "model.path";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final DateTimeFormatter DEFAULT_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Nobody waits for these answers; a window is only given up when the model hangs. */
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      paramLabel = "ID",
      required = true,
      description = "The source whose frames are asked about.")
  private String source;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "Beginning, by capture time: 2026-11-21T08:00:00Z, or 30m for so long ago.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "End, in the same way (default: now).")
  private String to = "0s";

  @Option(
      names = "--questions",
      paramLabel = "FILE",
      required = true,
      description = "YAML file with the draft, one for questions put.")
  private Path questions;

  @Option(
      names = "--set-id",
      paramLabel = "ID",
      description = "Which set, when the file holds several.")
  private String setId;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Directory or hub name of the model (default: model.path of the settings). The demo's own lies in "
              + DEMO_MODEL
              + ".")
  private String model;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the run (default: the time of its start).")
  private String name = DEFAULT_NAME.format(Instant.now());

  @Option(names = "--json", description = "Print one JSON object with every flip instead.")
  private boolean json;

  /**
   * Replays.
   *
   * @throws UserError when the draft breaks a rule, there is nothing to ask about, or the name is
   *     taken
   */
  @Override
  public Integer call() {
    requireName();
    Instant now = Instant.now();
    Instant begin = Moment.parse("--from", from, now);
    Instant end = Moment.parse("--to", to, now);
    QuestionSet draft =
        QuestionSet.newBuilder(QuestionFile.one(questions, setId))
            .setDeadlineMs(DEADLINE.toMillis())
            .build();
    SettingsSource settings =
        options.read("", model == null ? Map.of() : Map.of(MODEL_PATH, model));
    KafkaSettings kafka = settings.bind(Section.KAFKA, KafkaSettings.class);
    SchemaRegistry registry =
        new SchemaRegistry(settings.bind(Section.REGISTRY, RegistrySettings.class).access());
    requireModel(settings);
    List<ClosedWindow> windows = windows(kafka, registry, draft, begin, end);
    try (ShutdownSignal signal = ShutdownSignal.install();
        ReplayTopics topics = ReplayTopics.create(kafka, registry, name);
        ReplayWorker worker = startWorker(topics.kafka(), signal)) {
      List<AnalysisEvent> events = ask(topics, registry, draft, windows, worker, signal);
      List<AnalysisEvent> live =
          new LiveEvents(kafka, registry).between(begin, end, source, draft.getId());
      print(
          new ReplayResult(
              name,
              source,
              draft.getId(),
              begin.toString(),
              end.toString(),
              topics.topics().events().name(),
              windows.size(),
              ReplayResult.endings(events),
              Comparison.of(live, events)));
      return events.size() == windows.size() ? 0 : CommandRunner.EXIT_FAILURE;
    }
  }

  private List<ClosedWindow> windows(
      KafkaSettings kafka, SchemaRegistry registry, QuestionSet draft, Instant begin, Instant end) {
    List<ClosedWindow> windows =
        Progress.during(
            spec.commandLine().getErr(),
            "reading the frames of " + source,
            () ->
                WindowRun.over(
                    draft,
                    new SourceFrames(kafka, registry)
                        .capturedBetween(begin, end, source, draft.getDomain())));
    List<ClosedWindow> whole =
        windows.stream()
            .filter(window -> window.window().getStartMs() >= begin.toEpochMilli())
            .filter(window -> window.window().getEndMs() <= end.toEpochMilli())
            .toList();
    if (whole.isEmpty()) {
      throw new UserError(
          "no frames of " + source + " make a whole window from " + begin + " to " + end,
          "check --source, the range and the draft's window; docs/topics.md says how long frames are kept");
    }
    return whole;
  }

  private ReplayWorker startWorker(KafkaSettings kafka, ShutdownSignal signal) {
    List<String> given = new ArrayList<>(options.given());
    if (model != null) {
      given.add("--set=" + MODEL_PATH + "=" + model);
    }
    ReplayWorker worker = ReplayWorker.start(kafka, given);
    try {
      return Progress.during(
          spec.commandLine().getErr(),
          "loading the model",
          () -> {
            worker.awaitReady(signal::received);
            return worker;
          });
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  private List<AnalysisEvent> ask(
      ReplayTopics topics,
      SchemaRegistry registry,
      QuestionSet draft,
      List<ClosedWindow> windows,
      ReplayWorker worker,
      ShutdownSignal signal) {
    List<AnalysisEvent> events = Collections.synchronizedList(new ArrayList<>());
    TrialRun run = new TrialRun(topics.kafka(), registry, draft, name);
    Progress.during(
        spec.commandLine().getErr(),
        () -> events.size() + " of " + windows.size() + " windows",
        () ->
            run.ask(
                windows,
                () -> signal.received() || !worker.lives(),
                window -> {
                  topics.publish(window.event());
                  events.add(window.event());
                }));
    return events;
  }

  private void print(ReplayResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      try {
        out.println(new ObjectMapper().writeValueAsString(result));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("records of text and numbers can be written", e);
      }
    } else {
      ReplayText.print(result, out);
    }
    out.flush();
  }

  private static void requireModel(SettingsSource settings) {
    if (!settings.gives(MODEL_PATH)) {
      throw new UserError(
          "no model is named",
          "name one with --model, or model.path in the settings; the demo's own lies in "
              + DEMO_MODEL);
    }
  }

  private void requireName() {
    if (!NAME.matcher(name).matches()) {
      throw new UserError(
          "--name takes up to 64 letters, digits, hyphens and underscores",
          "leave it out for the time of the start");
    }
  }
}
