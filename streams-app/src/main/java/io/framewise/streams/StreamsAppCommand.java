package io.framewise.streams;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.ShutdownSignal;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.settings.SettingsSource;
import io.framewise.streams.settings.ApiSettings;
import io.framewise.streams.settings.StreamsSettings;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code framewise streams-app}: runs deployable 2 until it is told to stop. */
@Command(
    name = "streams-app",
    mixinStandardHelpOptions = true,
    description = "Run the topology and the query API until Ctrl-C.",
    footer = {
      "",
      "Examples:",
      "  framewise streams-app --config config/framewise.yaml",
      "  framewise streams-app --set api.port=8090"
    })
public final class StreamsAppCommand implements Callable<Integer> {

  @Mixin private SettingsOptions options;

  /** Runs this command alone. */
  public static void main(String[] args) {
    CommandRunner.runAndExit(new StreamsAppCommand(), args);
  }

  @Override
  public Integer call() throws InterruptedException {
    SettingsSource source = options.read();
    KafkaSettings kafka = source.bind(Section.KAFKA, KafkaSettings.class);
    SchemaRegistry registry =
        new SchemaRegistry(source.bind(Section.REGISTRY, RegistrySettings.class).access());
    StreamsSettings settings = source.bind(Section.STREAMS, StreamsSettings.class);
    ApiSettings api = source.bind(Section.API, ApiSettings.class);
    AtomicBoolean failed = new AtomicBoolean();
    try (ShutdownSignal signal = ShutdownSignal.install()) {
      Runnable onFailure =
          () -> {
            failed.set(true);
            signal.trigger();
          };
      try (StreamsApp app = StreamsApp.start(kafka, registry, settings, api, onFailure)) {
        System.out.println("API and page: http://" + api.host() + ":" + app.apiPort());
        signal.await();
      }
    }
    return failed.get() ? CommandRunner.EXIT_FAILURE : 0;
  }
}
