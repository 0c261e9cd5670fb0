package io.framewise.standalone.demo;

import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.standalone.embedded.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions options;
  @Mixin private EmbeddedOptions embedded;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write at the end how every frame and request ended, the share of right answers about the samples and the latencies, as JSON.")
  private Path report;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Optional<Duration> limit = embedded.limit();
    boolean reportWanted = report != null || limit.isPresent();
    requireWritableReport();
    Console console = new Console(spec.commandLine().getOut());
    try (ShutdownSignal signal = ShutdownSignal.install();
        DataDirectory directory = DataDirectory.open(embedded.data())) {
      DemoPlan plan = embedded.plan(options, directory, Optional.empty());
      try (Demo demo = Demo.start(plan, console, reportWanted, signal::trigger)) {
        if (limit.isPresent()) {
          signal.await(limit.get());
        } else {
          signal.await();
        }
        console.say("stopping ...");
        return reportWanted
            ? finish(demo, console, signal)
            : demo.hasFailed() ? CommandRunner.EXIT_FAILURE : 0;
      }
    }
  }

  private int finish(Demo demo, Console console, ShutdownSignal signal)
      throws InterruptedException, IOException {
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
}
