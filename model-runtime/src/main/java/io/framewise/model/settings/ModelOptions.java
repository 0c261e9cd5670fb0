package io.framewise.model.settings;

import io.framewise.model.generate.EngineSettings;
import io.framewise.model.hub.ModelLocation;
import io.framewise.model.internvl.ComputeType;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags of commands that load a model by themselves. A picocli mix-in. */
public final class ModelOptions {

  private static final EngineSettings DEFAULTS = EngineSettings.defaults();

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "MODEL",
      description =
          "Directory of an InternVL checkpoint, or its name on the Hugging Face hub, such as "
              + ModelLocation.EXAMPLE
              + ".")
  private String model;

  @Option(
      names = "--system",
      paramLabel = "TEXT",
      description =
          "Text of the system turn; the model's own unless given. A blank: no system turn.")
  private String system = DEFAULTS.systemMessage();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Numbers the model computes in: ${COMPLETION-CANDIDATES}.")
  private ComputeType computeType = DEFAULTS.computeType();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one operation; 0: one a core, or just one for a tiny model.")
  private int threads = DEFAULTS.threads();

  /**
   * Directory of the checkpoint; downloads it first if need be.
   *
   * @throws io.framewise.platform.lifecycle.UserError when there is no such model
   */
  public Path model() {
    return ModelLocation.resolve(model);
  }

  /** How the model is to run. */
  public EngineSettings engine() {
    return new EngineSettings(
        system, computeType, threads, DEFAULTS.contextLength(), DEFAULTS.tilesAtOnce());
  }
}
