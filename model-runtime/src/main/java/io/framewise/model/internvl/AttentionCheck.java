package io.framewise.model.internvl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Whether attention by group of heads computes here what libtorch's own does. */
final class AttentionCheck {

  /** Of one layer: heads that share keys, and the numbers of a head. */
  record Heads(int sharing, int width) {

    /** Those of the language model. */
    static Heads ofText(ModelConfig config) {
      return new Heads(
          config.text().heads() / config.text().keyValueHeads(), config.text().headDim());
    }

    /** So many queries go at a time, see common.torchscript. */
    int queriesAtOnce() {
      return Math.max(1, AT_ONCE / sharing);
    }
  }

  /**
   * Something to try.
   *
   * @param batch looks beside each other
   * @param length queries
   * @param slots keys and values
   * @param text whether as in the language model: no query sees what comes after it, and some slots
   *     are barred
   */
  record Case(Heads heads, int batch, int length, int slots, boolean text) {}

  /**
   * What came of it.
   *
   * @param error largest, as a share of what is usual for the same query
   * @param right whether that is rounding
   * @param slower whether libtorch's own is clearly faster
   */
  record Finding(double error, boolean right, boolean slower) {

    /** Where oneDNN does not compute in the type. */
    static final Finding NOT_OFFERED = new Finding(Double.NaN, false, false);

    boolean used() {
      return right && !slower;
    }
  }

  /** Rows of scores that go at a time, in the program's text too. */
  static final int AT_ONCE = 1024;

  private static final int GROUPS = 2;
  private static final List<Integer> LENGTHS = List.of(1, 2, 17);

  /** Slots before the new ones: with these, numbers of rows that do not divide by anything. */
  private static final int PAST = 32;

  /** Queries whose time is taken: as in decoding, and as in reading a prompt. */
  static final List<Integer> TIMED = List.of(1, 256);

  private static final int TIMED_SLOTS = 512;

  private static final long SEED = 29;
  private static final float BARRED = Float.NEGATIVE_INFINITY;

  private final FormProgram program;
  private final PtNDManager manager;
  private final SplittableRandom random = new SplittableRandom(SEED);

  AttentionCheck(FormProgram program, PtNDManager manager) {
    this.program = program;
    this.manager = manager;
  }

  /** Of the numbers. */
  ComputeType type() {
    return program.type();
  }

  /**
   * The largest error that is rounding, as a share of what is usual for the same query. Scores are
   * rounded too, which moves each weight by as much as a score is off.
   */
  static double bound(ComputeType type) {
    return switch (type) {
      case FLOAT32 -> 1e-4;
      case FLOAT16 -> 0.02;
      case BFLOAT16 -> 0.15;
    };
  }

  /** What a model's layers do: short and long, looks beside each other, more than goes at once. */
  static List<Case> cases(ModelConfig config) {
    List<Case> cases = new ArrayList<>(ofText(Heads.ofText(config)));
    Heads vision = new Heads(1, config.vision().hidden() / config.vision().heads());
    int patches = config.vision().grid() * config.vision().grid() + 1;
    cases.add(new Case(vision, 2, patches, patches, false));
    cases.add(new Case(vision, 1, vision.queriesAtOnce() + 1, PAST + 1, false));
    return cases;
  }

  /** What the layers of a language model do. */
  static List<Case> ofText(Heads heads) {
    List<Case> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      cases.add(new Case(heads, 2, length, length + PAST, true));
    }
    int more = heads.queriesAtOnce() + 1;
    cases.add(new Case(heads, 1, more, more + PAST, true));
    return cases;
  }

  /** The largest error. */
  double error(List<Case> cases) {
    try {
      double worst = 0;
      for (Case one : cases) {
        double error = error(one);
        worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
      }
      return worst;
    } catch (EngineException e) {
      // What an operator cannot do at all is found out in the same way.
      return Double.POSITIVE_INFINITY;
    }
  }

  private double error(Case one) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      NDList inputs = inputs(step, one);
      inputs.add(barred(step, one));
      return program.attentionOff(step, inputs, one.text(), one.text());
    }
  }

  /** The times of both kinds, of one query and of many. */
  FormSpeed speed(FormTimer timer, Heads heads) {
    long[] nanos = new long[2 * TIMED.size()];
    for (int i = 0; i < TIMED.size(); i++) {
      try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
        NDList inputs = new NDList();
        inputs(step, new Case(heads, 1, TIMED.get(i), TIMED_SLOTS, true))
            .forEach(input -> inputs.add(program.computed(step, input)));
        long[] pair =
            timer.least(
                () -> program.attention(step, true, inputs),
                () -> program.attention(step, false, inputs));
        nanos[2 * i] = pair[0];
        nanos[2 * i + 1] = pair[1];
      }
    }
    return new FormSpeed(nanos[0], nanos[1], nanos[2], nanos[3]);
  }

  /** Queries, keys and values. */
  private NDList inputs(PtNDManager step, Case one) {
    Heads heads = one.heads();
    long all = (long) GROUPS * heads.sharing();
    NDList inputs = new NDList();
    inputs.add(normal(step, new Shape(one.batch(), all, one.length(), heads.width())));
    inputs.add(normal(step, new Shape(one.batch(), GROUPS, one.slots(), heads.width())));
    inputs.add(normal(step, new Shape(one.batch(), GROUPS, one.slots(), heads.width())));
    return inputs;
  }

  /** Some slots are not to be seen, others in each look; each query sees itself. */
  private static NDArray barred(PtNDManager step, Case one) {
    int slots = one.slots();
    float[] values = new float[one.batch() * one.length() * slots];
    for (int i = 0; i < values.length; i++) {
      int row = i / slots;
      int own = slots - one.length() + row % one.length();
      int slot = i % slots;
      values[i] = slot != own && (slot + row / one.length()) % 5 == 0 ? BARRED : 0;
    }
    return step.create(values, new Shape(one.batch(), one.length(), slots));
  }

  private NDArray normal(PtNDManager step, Shape shape) {
    float[] array = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextGaussian();
    }
    return step.create(array, shape);
  }
}
