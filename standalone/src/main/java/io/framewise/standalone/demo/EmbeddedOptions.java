package io.framewise.standalone.demo;

import io.framewise.contract.UserError;
import io.framewise.model.hub.ModelLocation;
import io.framewise.platform.settings.Durations;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.standalone.embedded.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of commands that run the whole system here. A picocli mix-in. */
final class EmbeddedOptions {

  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Stop by itself after this long, such as 60s or 5m.")
  private String runFor;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where topics, state, samples and the demo's model lie (default: .framewise/demo).")
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

  /** How long to run; nothing for until Ctrl-C. */
  Optional<Duration> limit() {
    try {
      return Optional.ofNullable(runFor).map(Durations::parse);
    } catch (IllegalArgumentException e) {
      throw new UserError("--for: " + e.getMessage(), "write for example --for 60s", e);
    }
  }

  /** Where everything lies. */
  Path data() {
    return data;
  }

  /** Whether the model is the demo's own. */
  boolean hasDemoModel() {
    return model == null;
  }

  /**
   * What to run. Fetches a model that is on the hub.
   *
   * @param watched what to watch in place of the samples
   */
  DemoPlan plan(SettingsOptions options, DataDirectory directory, Optional<Watched> watched) {
    requirePort("--kafka-port", kafkaPort);
    requirePort("--registry-port", registryPort);
    Path checkpoint = model == null ? null : ModelLocation.resolve(model);
    return new DemoPlan(options, directory, checkpoint, port, kafkaPort, registryPort, watched);
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new UserError(
          option + ": there is no port " + port,
          "name one from 1 to " + HIGHEST_PORT + ", or 0 for a free one");
    }
  }
}
