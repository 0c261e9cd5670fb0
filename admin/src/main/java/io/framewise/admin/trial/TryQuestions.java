package io.framewise.admin.trial;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.Progress;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.Durations;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.terminal.Columns;
import io.framewise.streams.ask.SourceFrames;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.questions.QuestionFile;
import io.framewise.streams.window.ClosedWindow;
import io.framewise.streams.window.WindowRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise questions try}. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    description =
        "Ask a draft about the last minutes of a source and print the answers. The workers that run answer, before routine requests; nothing becomes an event, an alert or a count.",
    footer = {
      "",
      "The file is one for questions put. Whom a set would ask does not count here, --source does; its schedule counts.",
      "A frame belongs to the last minutes by when it came, and to a window by when it was captured.",
      "",
      "Examples:",
      "  framewise questions try doors.yaml --source gate",
      "  framewise questions try doors.yaml --source gate --last 30m --max-windows 20",
      "  framewise questions try all.yaml --set-id doors --source gate --json"
    })
public final class TryQuestions implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofDays(7);

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "YAML file with a question set.")
  private Path file;

  @Option(
      names = "--source",
      paramLabel = "ID",
      required = true,
      description = "The source whose frames are asked about.")
  private String source;

  @Option(
      names = "--last",
      paramLabel = "TIME",
      description = "How far to look back (default: ${DEFAULT-VALUE}).")
  private String last = "5m";

  @Option(
      names = "--set-id",
      paramLabel = "ID",
      description = "Which set, when the file holds several.")
  private String setId;

  @Option(
      names = "--max-windows",
      paramLabel = "N",
      description = "Ask about so many windows at most, the newest (default: ${DEFAULT-VALUE}).")
  private int maxWindows = 100;

  @Option(names = "--json", description = "Print one JSON object at the end instead of lines.")
  private boolean json;

  /**
   * Tries it.
   *
   * @throws UserError when the draft breaks a rule, there is nothing to ask about, or nobody
   *     answers
   */
  @Override
  public Integer call() throws InterruptedException {
    Duration span = span();
    if (maxWindows < 1) {
      throw new UserError("--max-windows must be at least 1", "leave it out for the default");
    }
    QuestionSet draft = QuestionFile.one(file, setId);
    Connection connection = Connection.of(options);
    try (ShutdownSignal signal = ShutdownSignal.install()) {
      List<ClosedWindow> windows = windows(connection, draft, span);
      signal.await(
          Duration.ZERO); // From here on a signal ends the asking and prints what is there.
      return ask(connection, draft, windows, signal);
    }
  }

  private int ask(
      Connection connection, QuestionSet draft, List<ClosedWindow> all, ShutdownSignal signal) {
    List<ClosedWindow> windows = all.subList(Math.max(0, all.size() - maxWindows), all.size());
    TrialRun run = new TrialRun(connection.kafka(), connection.registry(), draft);
    TrialTally tally = new TrialTally(all.size(), windows.size());
    PrintWriter out = spec.commandLine().getOut();
    TrialReport report =
        json
            ? new TrialJson(draft.getId(), source, run.name())
            : new TrialLines(draft.getQuestions(), out);
    Progress.during(
        spec.commandLine().getErr(),
        tally::progress,
        () ->
            run.ask(
                windows,
                signal::received,
                window -> {
                  tally.add(window);
                  report.add(window);
                }));
    out.println(report.end(tally));
    out.flush();
    return signal.received() ? CommandRunner.EXIT_FAILURE : 0;
  }

  private List<ClosedWindow> windows(Connection connection, QuestionSet draft, Duration span) {
    SourceFrames topic = new SourceFrames(connection.kafka(), connection.registry());
    List<ArrivedFrame> frames =
        Progress.during(
            spec.commandLine().getErr(),
            "reading the frames of " + Columns.plain(source),
            () -> topic.since(Instant.now().minus(span), source, draft.getDomain()));
    if (frames.isEmpty()) {
      throw new MissingFrames(connection, source, draft.getDomain(), last).error();
    }
    List<ClosedWindow> windows = WindowRun.over(draft, frames);
    if (windows.isEmpty()) {
      throw new NoWindows(draft, frames.size(), last).error();
    }
    return windows;
  }

  private Duration span() {
    try {
      Duration span = Durations.parse(last);
      if (span.isZero() || span.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("must be longer than 0 and at most 7d");
      }
      return span;
    } catch (IllegalArgumentException e) {
      throw new UserError("--last: " + e.getMessage(), "write for example --last 5m", e);
    }
  }
}
