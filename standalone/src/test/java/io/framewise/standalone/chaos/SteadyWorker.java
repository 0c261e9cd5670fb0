package io.framewise.standalone.chaos;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.model.settings.ModelSettings;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The model runtime with {@link SteadyEngine} in place of a checkpoint, as a program. */
public final class SteadyWorker {

  private SteadyWorker() {}

  /** The milliseconds that a batch takes, then settings as {@code key=value}. */
  public static void main(String[] arguments) {
    Duration pace = Duration.ofMillis(Long.parseLong(arguments[0]));
    Map<String, String> flags = new HashMap<>();
    for (int i = 1; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      flags.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    SettingsSource settings = SettingsSource.parse("worker", "", Map.of(), flags);
    try (ModelRuntimeApp app =
        ModelRuntimeApp.start(
            settings.bind(Section.KAFKA, KafkaSettings.class),
            new SchemaRegistry(settings.bind(Section.REGISTRY, RegistrySettings.class).access()),
            settings.bind(Section.MODEL, ModelSettings.class),
            model -> new SteadyEngine(pace, model.batchSize()))) {
      throw new IllegalStateException(app.failure().toCompletableFuture().join());
    }
  }
}
