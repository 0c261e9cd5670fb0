package io.framewise.standalone.demo;

import io.framewise.contract.UserError;
import io.framewise.model.hub.ModelLocation;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.settings.Durations;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.standalone.embedded.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code framewise demo}: the whole system in one process tree, on embedded parts and sample
 * sources.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Run the whole system here: a Kafka broker, a schema registry, sample sources, the topology, a model on the CPU and the page.",
      "Every start begins with empty topics; samples are kept.",
      "With --config the sources and question sets of that file run in place of the samples."
    },
    footer = {
      "",
      "Examples:",
      "  framewise demo                                 until Ctrl-C",
      "  framewise demo --for 60s --report report.json  unattended; exit code 0 when",
      "                                                 every frame is accounted for",
      "  framewise demo --port 0 --kafka-port 0 --registry-port 0",
      "  framewise demo --model OpenGVLab/InternVL3-1B-hf"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions options;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Stop by itself after this long, such as 60s or 5m.")
  private String runFor;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write at the end how every frame and request ended, the share of right answers about the samples and the latencies, as JSON.")
  private Path report;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where topics, state, samples and the demo's model lie (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".framewise", "demo");

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Directory of an InternVL checkpoint, or its name on the Hugging Face hub (default: the demo's own, which knows the samples and nothing else).")
  private String model;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of API and page, 0 for a free one (default: api.port).")
  private Integer port;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the broker, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort = 9092;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "Port of the registry, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int registryPort = 8081;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Duration limit = runFor == null ? null : parseDuration();
    requireWritableReport();
    requirePort("--kafka-port", kafkaPort);
    requirePort("--registry-port", registryPort);
    Console console = new Console(spec.commandLine().getOut());
    try (ShutdownSignal signal = ShutdownSignal.install();
        DataDirectory directory = DataDirectory.open(data)) {
      Path checkpoint = model == null ? null : ModelLocation.resolve(model);
      DemoPlan plan = new DemoPlan(options, directory, checkpoint, port, kafkaPort, registryPort);
      try (Demo demo = Demo.start(plan, console, reportWanted(), signal::trigger)) {
        if (limit == null) {
          signal.await();
        } else {
          signal.await(limit);
        }
        console.say("stopping ...");
        return finish(demo, console, signal);
      }
    }
  }

  private boolean reportWanted() {
    return report != null || runFor != null;
  }

  private int finish(Demo demo, Console console, ShutdownSignal signal)
      throws InterruptedException, IOException {
    if (!reportWanted()) {
      return demo.hasFailed() ? CommandRunner.EXIT_FAILURE : 0;
    }
    DemoReport outcome = demo.finish(signal::received);
    if (report != null) {
      Files.writeString(report, outcome.toJson());
      console.say("report written to " + report);
    }
    outcome.findings().forEach(console::say);
    outcome.problems().forEach(console::say);
    boolean good = outcome.balanced() && outcome.totalEvents() > 0 && !demo.hasFailed();
    console.say(
        outcome.totalEvents()
            + " events; "
            + (outcome.balanced()
                ? "every frame is accounted for"
                : "the accounts do not balance"));
    return good ? 0 : CommandRunner.EXIT_FAILURE;
  }

  private Duration parseDuration() {
    try {
      return Durations.parse(runFor);
    } catch (IllegalArgumentException e) {
      throw new UserError("--for: " + e.getMessage(), "write for example --for 60s", e);
    }
  }

  /** Found out before a minute's run, not after it. */
  private void requireWritableReport() {
    if (report == null) {
      return;
    }
    if (Files.isDirectory(report)) {
      throw unwritableReport();
    }
    Path folder = report.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserError(
          "the report's folder " + folder + " cannot be made",
          "name another file with --report",
          e);
    }
    if (!Files.isWritable(Files.exists(report) ? report : folder)) {
      throw unwritableReport();
    }
  }

  private UserError unwritableReport() {
    return new UserError(
        "the report " + report + " cannot be written", "name another file with --report");
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new UserError(
          option + ": there is no port " + port,
          "name one from 1 to " + HIGHEST_PORT + ", or 0 for a free one");
    }
  }
}
