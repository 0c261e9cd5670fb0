package io.framewise.model;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.model.settings.ModelSettings;
import io.framewise.model.settings.WorkerHealthSettings;
import io.framewise.model.worker.WorkerState;
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

/**
 * Answers requests until it is told to stop. Exit code 0 after a stop, {@link
 * CommandRunner#EXIT_FAILURE} when the worker has failed.
 */
@Command(
    name = "model-runtime",
    mixinStandardHelpOptions = true,
    description = "Answer inference requests with an InternVL model until Ctrl-C.",
    footer = {
      "",
      "Examples:",
      "  framewise model-runtime --config config/framewise.yaml --set model.path=models/InternVL3-1B-hf",
      "  framewise model-runtime --set model.path=tiny-model --set kafka.bootstrap-servers=broker:9092"
    })
public final class ModelRuntimeCommand implements Callable<Integer> {

  @Mixin private SettingsOptions options;

  /** Runs this command alone. */
  public static void main(String[] arguments) {
    CommandRunner.runAndExit(new ModelRuntimeCommand(), arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    SettingsSource source = options.read();
    KafkaSettings kafka = source.bind(Section.KAFKA, KafkaSettings.class);
    RegistrySettings registry = source.bind(Section.REGISTRY, RegistrySettings.class);
    ModelSettings model = source.bind(Section.MODEL, ModelSettings.class);
    WorkerHealthSettings health = model.health();
    try (ShutdownSignal signal = ShutdownSignal.install();
        Observation observation =
            Observation.start("model", health.host(), health.port(), "loading the model");
        ModelRuntimeApp app =
            ModelRuntimeApp.start(kafka, new SchemaRegistry(registry.access()), model)) {
      observation.started(app.health(), app::bindTo);
      app.failure().thenAccept(cause -> signal.trigger());
      signal.await();
      return app.state() instanceof WorkerState.Failed ? CommandRunner.EXIT_FAILURE : 0;
    }
  }
}
