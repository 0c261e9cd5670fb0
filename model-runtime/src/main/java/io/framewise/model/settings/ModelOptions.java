package io.framewise.model.settings;

import io.framewise.contract.UserError;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.hub.ModelLocation;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Quantization;
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
      names = "--quantize",
      paramLabel = "BITS",
      description = "Bits of the model's weights: ${COMPLETION-CANDIDATES}. CPU only.")
  private Quantization quantize = DEFAULTS.quantize();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Where it runs: cpu, cuda:0, or cuda:0,cuda:1 to share the layers.")
  private String device = DEFAULTS.device();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one operation; 0: one a core, or just one for a tiny model.")
  private int threads = DEFAULTS.threads();

  /**
   * Directory of the checkpoint; downloads it first if need be.
   *
   * @throws io.framewise.contract.UserError when there is no such model
   */
  public Path model() {
    return ModelLocation.resolve(model);
  }

  /** How the model is to run. */
  public EngineSettings engine() {
    try {
      return new EngineSettings(
          system,
          computeType,
          quantize,
          device,
          threads,
          DEFAULTS.contextLength(),
          DEFAULTS.tilesAtOnce(),
          DEFAULTS.pictureCacheMb(),
          DEFAULTS.cacheTokens());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), "see --help", e);
    }
  }
}
