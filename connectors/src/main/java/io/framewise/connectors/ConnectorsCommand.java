package io.framewise.connectors;

import io.framewise.connectors.settings.ConnectorsHealthSettings;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.observe.Observation;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.settings.SettingsSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code connectors}: runs deployable 1 until it is told to stop. */
@Command(
    name = "connectors",
    mixinStandardHelpOptions = true,
    description = {
      "Read cameras, video files and folders of pictures, and write their frames to Kafka.",
      "Sources come from connectors.sources of the settings file and from framewise sources add; several of these processes share them between them."
    },
    footer = {
      "",
      "Example: play a video file into Kafka again and again.",
      "  connectors --set connectors.sources.gate.kind=video \\",
      "             --set connectors.sources.gate.path=gate.mp4 \\",
      "             --set connectors.sources.gate.loop=true"
    })
public final class ConnectorsCommand implements Callable<Integer> {

  @Mixin private SettingsOptions options;

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    CommandRunner.runAndExit(new ConnectorsCommand(), args);
  }

  @Override
  public Integer call() throws InterruptedException {
    SettingsSource source = options.read();
    KafkaSettings kafka = source.bind(Section.KAFKA, KafkaSettings.class);
    RegistrySettings registry = source.bind(Section.REGISTRY, RegistrySettings.class);
    ConnectorsSettings settings = source.bind(Section.CONNECTORS, ConnectorsSettings.class);
    ConnectorsHealthSettings health = settings.health();
    try (ShutdownSignal signal = ShutdownSignal.install();
        Observation observation =
            Observation.start(
                "connectors", health.host(), health.port(), "waiting for Kafka and the registry");
        ConnectorsApp app =
            ConnectorsApp.start(kafka, new SchemaRegistry(registry.access()), settings)) {
      observation.started(app.health(), app::bindTo);
      signal.await();
      app.stopSources();
    }
    return 0;
  }
}
