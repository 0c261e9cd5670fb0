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
 * @param first column that is not zero
 * @param count of the columns that are not zero
 */
record TrialInputs(int columns, List<Integer> rows, int first, int count) {

  /** Few columns, so that the plain product costs little beside the loading. */
  private static final int SOME = 64;

  /** Above so many numbers all columns would take longer than the loading allows. */
  private static final long MOST_DENSE = 6_000_000;

  private static final long SEED = 17;

  /** For the first weight of a shape: as many rows as the form has ways, of all columns. */
  static TrialInputs ofShape(WeightForm form, List<Long> shape) {
    int columns = shape.get(1).intValue();
    return shape.get(0) * columns > MOST_DENSE
        ? some(form.checkedRows(), columns, 0)
        : dense(form, columns);
  }

  /** All columns. */
  static TrialInputs dense(WeightForm form, int columns) {
    return new TrialInputs(columns, form.checkedRows(), 0, columns);
  }

  /**
   * For a weight whose shape is known: few columns, where a row in the wrong place shows as well.
   * Several rows in a coarse type, since in one of them the wrong product may come near the right.
   *
   * @param number other numbers look at other columns
   */
  static TrialInputs ofWeight(ComputeType type, int columns, int number) {
    return some(List.of(type == ComputeType.FLOAT32 ? 1 : 3), columns, number);
  }

  private static TrialInputs some(List<Integer> rows, int columns, int number) {
    int blocks = columns / SOME;
    return blocks < 2 || columns % SOME != 0
        ? new TrialInputs(columns, rows, 0, columns)
        : new TrialInputs(columns, rows, number % blocks * SOME, SOME);
  }

  /** [most rows, columns], in float. */
  NDArray tensor(PtNDManager manager) {
    int height = Collections.max(rows);
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[height * columns];
    for (int row = 0; row < height; row++) {
      for (int column = first; column < first + count; column++) {
        values[row * columns + column] = (float) random.nextDouble(-1, 1);
      }
    }
    return manager.create(values, new Shape(height, columns));
  }
}
