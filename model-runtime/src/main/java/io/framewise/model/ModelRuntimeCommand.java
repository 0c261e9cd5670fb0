package io.framewise.model;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.model.loop.DeviceLostException;
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
 * Answers requests until it is told to stop. Exit code 0 after a stop, {@link #EXIT_DEVICE} when
 * the device is broken, {@link CommandRunner#EXIT_FAILURE} when the worker has failed otherwise.
 */
@Command(
    name = "model-runtime",
    mixinStandardHelpOptions = true,
    description = "Answer inference requests with an InternVL model until Ctrl-C.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped as it was told to",
      "1:failed, the log says of what",
      "2:a setting or the model is not as it must be",
      "3:the model's device is broken; a new start may find it well"
    },
    footer = {
      "",
      "Examples:",
      "  framewise model-runtime --config config/framewise.yaml --set model.path=models/InternVL3-1B-hf",
      "  framewise model-runtime --set model.path=tiny-model --set kafka.bootstrap-servers=broker:9092"
    })
public final class ModelRuntimeCommand implements Callable<Integer> {

  /** Exit code when the device that the model runs on is broken; another start may help. */
  static final int EXIT_DEVICE = 3;

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
      return exitCode(app.state());
    }
  }

  static int exitCode(WorkerState state) {
    if (state instanceof WorkerState.Failed failed) {
      return failed.cause() instanceof DeviceLostException
          ? EXIT_DEVICE
          : CommandRunner.EXIT_FAILURE;
    }
    return 0;
  }
}
