package io.framewise.lab.pipeline;

import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.ShutdownSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench pipeline}. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the way from the frames topic to the events, on a broker and a",
      "registry of its own, with a worker that answers every request at once. Takes",
      "about seven minutes and 4 GB of disk, which it gives back. Progress goes to",
      "standard error, the figures are the last line.",
      "",
      "  throughput  frames a second from a backlog, in turns with a plain consumer,",
      "              one that reads header and checksum of each frame, and one that",
      "              copies the same bytes to another topic exactly once; and what",
      "              their thread computes a frame",
      "  latency     from the frame that closes a window to its event, read",
      "              committed, at a live rate",
      "  bytes       what the broker writes for each byte of frames, at that rate",
      "  backlog     frames that lie ready after an outage, all settings the",
      "              defaults: share of their windows answered, time to catch up",
      "  sources     many sources at a frame a second: memory, CPU, lag, accounts",
      "  restore     their state after kill -9, with the old disk and an empty one",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./framewise bench pipeline",
      "  ./framewise bench pipeline --part throughput --rounds 5",
      "  ./framewise bench pipeline --part sources --sources 1000 --seconds 600"
    })
public final class PipelineBenchCommand implements Callable<Integer> {

  private static final int KIB = 1024;

  private interface Measurement {
    void run(Figures figures) throws Exception;
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--part",
      split = ",",
      paramLabel = "PART",
      description = "One or more of ${COMPLETION-CANDIDATES}, separated by commas. Default: all.")
  private List<Part> parts = List.of(Part.values());

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "6000",
      description = "throughput: about so many frames lie ready. Default: ${DEFAULT-VALUE}.")
  private int frames;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "throughput: rounds after one to warm up; medians count. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "20",
      description = "throughput, latency, bytes: sources. Default: ${DEFAULT-VALUE}.")
  private int cameras;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "throughput, latency, bytes: frames a second of each source. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--frame-kib",
      paramLabel = "KIB",
      defaultValue = "100",
      description = "throughput, latency, bytes: size of a JPEG. Default: ${DEFAULT-VALUE}.")
  private int frameKib;

  @Option(
      names = "--live-seconds",
      paramLabel = "N",
      defaultValue = "40",
      description =
          "latency, bytes: how long frames come; latency warms up for a quarter more. Default: ${DEFAULT-VALUE}.")
  private int liveSeconds;

  @Option(
      names = "--backlog-frames",
      paramLabel = "N",
      defaultValue = "150000",
      description =
          "backlog: about so many frames lie ready; reading them should take more than 30 s. Default: ${DEFAULT-VALUE}.")
  private int backlogFrames;

  @Option(
      names = "--backlog-sources",
      paramLabel = "N",
      defaultValue = "50",
      description = "backlog: sources. Default: ${DEFAULT-VALUE}.")
  private int backlogSources;

  @Option(
      names = "--sources",
      paramLabel = "N",
      defaultValue = "1000",
      description = "sources, restore: sources. Default: ${DEFAULT-VALUE}.")
  private int sources;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "sources: how long they send a frame a second. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--source-frame-kib",
      paramLabel = "KIB",
      defaultValue = "10",
      description =
          "backlog, sources, restore: size of a JPEG; 1,000 of 100 KiB a second are more than one disk may take. Default: ${DEFAULT-VALUE}.")
  private int sourceFrameKib;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".framewise/bench",
      description = "Where everything lies while it runs. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() throws Exception {
    BenchPlan plan = plan();
    Set<Part> wanted = EnumSet.copyOf(parts);
    Figures figures = new Figures();
    say("starting a Kafka broker and a schema registry ...");
    try (ShutdownSignal signal = ShutdownSignal.install();
        BenchCluster cluster = new BenchCluster(data)) {
      for (Map.Entry<Part, Measurement> part : measurements(cluster, plan).entrySet()) {
        if (wanted.contains(part.getKey()) && !signal.received()) {
          part.getValue().run(figures);
        }
      }
    }
    spec.commandLine().getOut().println(figures.result().json());
    return 0;
  }

  private Map<Part, Measurement> measurements(BenchCluster cluster, BenchPlan plan) {
    return new EnumMap<>(
        Map.of(
            Part.THROUGHPUT, new ThroughputBench(cluster, plan, this::say)::run,
            Part.LATENCY, new LatencyBench(cluster, plan, this::say)::run,
            Part.BYTES, new BytesBench(cluster, plan, this::say)::run,
            Part.BACKLOG, new BacklogBench(cluster, plan, this::say)::run,
            Part.SOURCES, new SourcesBench(cluster, plan, this::say)::run,
            Part.RESTORE, new RestoreBench(cluster, plan, this::say)::run));
  }

  private BenchPlan plan() {
    for (int count :
        new int[] {
          frames,
          rounds,
          cameras,
          rate,
          frameKib,
          liveSeconds,
          backlogFrames,
          backlogSources,
          sources,
          seconds,
          sourceFrameKib
        }) {
      if (count < 1) {
        throw new UserError("the options of bench pipeline count things", "give numbers above 0");
      }
    }
    return new BenchPlan(
        frames,
        cameras,
        rate,
        frameKib * KIB,
        rounds,
        Duration.ofSeconds(liveSeconds),
        backlogFrames,
        backlogSources,
        sources,
        Duration.ofSeconds(seconds),
        sourceFrameKib * KIB);
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
