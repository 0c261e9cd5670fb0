package io.framewise.model.internvl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random rows to multiply a weight with: the same ones each time.
 *
 * @param columns of the weight
 * @param rows so many of them are multiplied at a time, in turn
 */
record TrialInputs(int columns, List<Integer> rows) {

  private static final List<Integer> EACH = List.of(1, 2, 17);
  private static final long SEED = 17;

  /** Rows are of so many sizes in turn: a form may treat each by its own. */
  private static final int SIZES = 3;

  /** For every weight. */
  static TrialInputs each(int columns) {
    return new TrialInputs(columns, EACH);
  }

  /** For the first weight of a shape: so many rows too that the form goes its other way. */
  static TrialInputs everyWay(WeightForm form, ComputeType type, int columns) {
    int other = form.switchRows(type);
    boolean both = EACH.stream().anyMatch(rows -> rows >= other);
    return both ? each(columns) : new TrialInputs(columns, List.of(1, 2, 17, other));
  }

  /** [most rows, columns], in float. */
  NDArray tensor(PtNDManager manager) {
    int height = Collections.max(rows);
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[height * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1) * (1 + i / columns % SIZES);
    }
    return manager.create(values, new Shape(height, columns));
  }
}
