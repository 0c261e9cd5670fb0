package io.framewise.model.internvl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.checkpoint.ModelConfig;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The network with its weights. Each method is one call into libtorch and returns a tensor of the
 * manager that it is given; closing that manager frees it.
 *
 * <p>One thread at a time; each calls {@link #useThisThread()} first.
 */
public final class InternVl implements AutoCloseable {

  /** Below this width several threads of one operation cost more than they save. */
  private static final int WORTH_SEVERAL_THREADS = 512;

  private final ModelConfig config;
  private final int threads;
  private final PtNDManager manager;
  private final Program program;
  private final Weights weights;
  private final List<String> forms;
  private final CheckTime checkTime;

  private InternVl(
      ModelConfig config,
      int threads,
      PtNDManager manager,
      Program program,
      Weights weights,
      FormChoice choice) {
    this.config = config;
    this.threads = threads;
    this.manager = manager;
    this.program = program;
    this.weights = weights;
    this.forms = List.copyOf(choice.used());
    this.checkTime = choice.checkTime();
  }

  /**
   * Compiles the program for a checkpoint and loads its weights, in forms that compute right here.
   *
   * @throws UserError when the checkpoint or this machine does not suit the options
   */
  public static InternVl load(Checkpoint checkpoint, ComputeOptions options) {
    return load(checkpoint, options, Surroundings.REAL);
  }

  static InternVl load(Checkpoint checkpoint, ComputeOptions options, Surroundings surroundings) {
    DjlEnvironment.prepare();
    options.devices().checkPresent(Engine.getEngine("PyTorch").getGpuCount());
    checkQuantization(options);
    ModelConfig config = checkpoint.config();
    boolean small = config.text().hidden() < WORTH_SEVERAL_THREADS;
    int threads = options.threads() == 0 && small ? 1 : options.threads();
    PtNDManager manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
    try {
      prepareThread(threads);
      String text = surroundings.text().apply(ProgramText.of(config));
      Program program = Program.load(manager, text);
      FormProgram forms = new FormProgram(program, options.type());
      FormChoice choice = new FormChoice(manager, forms, options, surroundings);
      Weights weights = choice.load(config, checkpoint.tensors());
      return new InternVl(config, threads, manager, program, weights, choice);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static void checkQuantization(ComputeOptions options) {
    if (options.quantization() != Quantization.NONE && !options.devices().onCpu()) {
      throw new UserError(
          "quantized weights run on the CPU only", "take device cpu, or quantize none");
    }
  }

  /** Prepares the calling thread, for which libtorch keeps switches of its own. */
  public void useThisThread() {
    prepareThread(threads);
  }

  static void prepareThread(int threads) {
    // Recompiling the program for each new shape costs more than it gains.
    JniUtils.setGraphExecutorOptimize(false);
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
  }

  /** Dimensions. */
  public ModelConfig config() {
    return config;
  }

  /** The forms in which its layers run on this machine, such as {@code float32 packed}. */
  public List<String> forms() {
    return forms;
  }

  /** What it took while loading to look whether the forms compute right here. */
  public CheckTime checkTime() {
    return checkTime;
  }

  /** A manager for the tensors of one step, for the caller to close. */
  public PtNDManager newStep() {
    return (PtNDManager) manager.newSubManager();
  }

  /**
   * Vision tower and projector.
   *
   * @param values pixels of {@code tiles} tiles, [tiles, 3, size, size]
   * @return [tiles, tokens a tile, width]
   */
  public NDArray vision(PtNDManager step, FloatBuffer values, int tiles) {
    int size = config.vision().imageSize();
    NDArray pixels = step.create(values, new Shape(tiles, 3, size, size));
    try (Arguments arguments = new Arguments()) {
      return program.tensor(step, "vision", arguments.shared(weights.dictionary()).tensor(pixels));
    }
  }

  /**
   * Embeds tokens.
   *
   * @param ids [tokens], -1 for one that stands for a visual row
   * @param pictures [visual tokens, width], the rows that they stand for
   * @return [tokens, width]
   */
  public NDArray embed(PtNDManager step, NDArray ids, NDArray pictures) {
    try (Arguments arguments = new Arguments()) {
      arguments.shared(weights.dictionary()).tensor(ids).tensor(pictures);
      return program.tensor(step, "embed", arguments);
    }
  }

  /** A cache of so many slots, for all texts together. */
  public Cache newCache(int slots) {
    try (Arguments arguments = new Arguments()) {
      arguments.shared(weights.dictionary()).number(slots);
      return new Cache(program.value("new_cache", arguments), slots);
    }
  }

  /**
   * Copies slots from one cache to another, or within one.
   *
   * @param first slot of {@code source} that is copied
   * @param target where to
   * @param to first slot of {@code target} that is written; within one cache the two ranges must
   *     not overlap
   */
  public void copy(Cache source, int first, Cache target, int to, int count) {
    try (Arguments arguments = new Arguments()) {
      arguments.shared(source.tensors()).number(first);
      arguments.shared(target.tensors()).number(to).number(count);
      program.value("copy_slots", arguments).close();
    }
  }

  /**
   * Runs the layers over new slots and keeps their keys and values.
   *
   * @param embedded [tokens, width]
   * @param slots where they stand
   * @return [tokens, width]
   */
  public NDArray advance(PtNDManager step, NDArray embedded, Slots slots, Cache cache) {
    try (Arguments arguments = new Arguments()) {
      arguments.shared(weights.dictionary()).tensor(embedded);
      arguments.tensor(slots.positions()).tensor(slots.bases()).tensor(slots.spans());
      arguments.numbers(slots.rows()).shared(cache.tensors());
      return program.tensor(step, "advance", arguments);
    }
  }

  /**
   * Logits of chosen tokens.
   *
   * @param hidden what {@link #advance} returned
   * @param at which of its tokens
   * @return [chosen, vocabulary]
   */
  public NDArray logits(PtNDManager step, NDArray hidden, long[] at) {
    try (Arguments arguments = new Arguments()) {
      arguments.shared(weights.dictionary()).tensor(hidden).tensor(step.create(at));
      return program.tensor(step, "logits", arguments);
    }
  }

  /** Which rows of logits hold numbers only, none that is infinite or undefined. */
  public boolean[] finite(PtNDManager step, NDArray logits) {
    try (Arguments arguments = new Arguments()) {
      long[] finite = program.tensor(step, "finite", arguments.tensor(logits)).toLongArray();
      boolean[] rows = new boolean[finite.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = finite[i] != 0;
      }
      return rows;
    }
  }

  /**
   * Log probabilities of chosen tokens.
   *
   * @param logits [m, vocabulary]
   * @param rows of these, the ones that are asked for
   * @param at for each token, which of {@code rows}
   */
  public float[] tokenScores(
      PtNDManager step, NDArray logits, long[] rows, long[] at, long[] tokens) {
    try (Arguments arguments = new Arguments()) {
      arguments.tensor(logits).tensor(step.create(rows));
      arguments.tensor(step.create(at)).tensor(step.create(tokens));
      return program.tensor(step, "token_scores", arguments).toFloatArray();
    }
  }

  @Override
  public void close() {
    weights.close();
    program.close();
    manager.close();
  }
}
