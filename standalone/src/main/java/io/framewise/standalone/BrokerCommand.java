package io.framewise.standalone;

import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.standalone.embedded.DataDirectory;
import io.framewise.standalone.embedded.EmbeddedBroker;
import io.framewise.standalone.embedded.EmbeddedRegistry;
import io.framewise.standalone.embedded.Ports;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code framewise broker}: only the embedded broker and registry, for work on the deployables,
 * until Ctrl-C.
 */
@Command(
    name = "broker",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Run only the embedded broker and schema registry, until Ctrl-C.")
final class BrokerCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".framewise",
      description = "Where their data are kept (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Port of Kafka, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of the schema registry, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Spec private CommandSpec spec;

  /**
   * Runs until a signal.
   *
   * @throws UserError when a port or the directory is taken
   */
  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (ShutdownSignal signal = ShutdownSignal.install();
        Lifecycle parts = new Lifecycle()) {
      requireFreePorts();
      DataDirectory directory = parts.add("data directory", DataDirectory.open(data));
      EmbeddedRegistry registry =
          parts.add("registry", EmbeddedRegistry.start(directory.registry(), registryPort));
      EmbeddedBroker broker =
          parts.add("broker", EmbeddedBroker.start(directory.broker(), kafkaPort));
      out.println("bootstrap servers  " + broker.bootstrapServers());
      out.println("schema registry    " + registry.url());
      out.flush();
      signal.await();
    }
    return 0;
  }

  /** Both before either is started: an error comes at once, and nothing has to be undone. */
  private void requireFreePorts() {
    if (kafkaPort != 0) {
      Ports.requireFree("Kafka", kafkaPort, "stop that program, or give --kafka-port another");
    }
    if (registryPort != 0) {
      Ports.requireFree(
          "the schema registry",
          registryPort,
          "stop that program, or give --registry-port another");
    }
  }
}
