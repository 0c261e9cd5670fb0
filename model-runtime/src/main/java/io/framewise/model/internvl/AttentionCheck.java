package io.framewise.model.internvl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.ModelConfig;
import java.util.List;
import java.util.SplittableRandom;

/** Whether attention by group of heads computes here what libtorch's own does. */
final class AttentionCheck {

  /** Of one layer: heads that share keys, and the numbers of a head. */
  record Heads(int sharing, int width) {

    /** The kinds of layers of a model. */
    static List<Heads> of(ModelConfig config) {
      int sharing = config.text().heads() / config.text().keyValueHeads();
      int vision = config.vision().hidden() / config.vision().heads();
      return List.of(new Heads(sharing, config.text().headDim()), new Heads(1, vision));
    }
  }

  private static final int GROUPS = 2;
  private static final List<Integer> LENGTHS = List.of(1, 2, 17);

  /** Slots before the new ones: with these, numbers of rows that do not divide by anything. */
  private static final int PAST = 32;

  private static final long SEED = 29;
  private static final float BARRED = Float.NEGATIVE_INFINITY;

  private final FormProgram program;
  private final PtNDManager manager;
  private final SplittableRandom random = new SplittableRandom(SEED);

  AttentionCheck(FormProgram program, PtNDManager manager) {
    this.program = program;
    this.manager = manager;
  }

  /** The largest error that is rounding, as a share of the largest value. */
  static double bound(ComputeType type) {
    return switch (type) {
      case FLOAT32 -> 1e-4;
      case FLOAT16 -> 0.01;
      case BFLOAT16 -> 0.06;
    };
  }

  /** The largest error. */
  double error(List<Heads> kinds) {
    try {
      double worst = 0;
      for (Heads heads : kinds) {
        for (int length : LENGTHS) {
          worst = Math.max(worst, error(heads, length));
        }
      }
      return worst;
    } catch (EngineException e) {
      // What an operator cannot do at all is found out in the same way.
      return Double.POSITIVE_INFINITY;
    }
  }

  private double error(Heads heads, int length) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      NDList inputs = inputs(step, heads, length, length + PAST);
      inputs.add(barred(step, length, length + PAST));
      return program.attentionOff(step, inputs, true);
    }
  }

  /** Queries, keys and values of one look. */
  NDList inputs(PtNDManager step, Heads heads, int length, int slots) {
    NDList inputs = new NDList();
    inputs.add(normal(step, new Shape(1, (long) GROUPS * heads.sharing(), length, heads.width())));
    inputs.add(normal(step, new Shape(1, GROUPS, slots, heads.width())));
    inputs.add(normal(step, new Shape(1, GROUPS, slots, heads.width())));
    return inputs;
  }

  /** Some slots are not to be seen; each query sees itself. */
  private NDArray barred(PtNDManager step, int length, int slots) {
    float[] values = new float[length * slots];
    for (int i = 0; i < values.length; i++) {
      int own = slots - length + i / slots;
      values[i] = i % slots != own && i % 5 == 0 ? BARRED : 0;
    }
    return step.create(values, new Shape(1, length, slots));
  }

  private NDArray normal(PtNDManager step, Shape shape) {
    float[] array = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextGaussian();
    }
    return step.create(array, shape);
  }
}
