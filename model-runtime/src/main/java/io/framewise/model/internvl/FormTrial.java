package io.framewise.model.internvl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;

/**
 * What came of making a weight in a form and multiplying it.
 *
 * @param parts the weight, empty where it is not right
 * @param error largest error as a share of the usual size, infinite where an operator fails
 * @param right whether that is rounding
 * @param plainProduct whether it is right only where the widened weight is multiplied plainly; then
 *     the error is that of the other way
 */
record FormTrial(NDList parts, double error, boolean right, boolean plainProduct) {

  /** The largest error that is rounding: some units in the last place of a usual number. */
  static double bound(ComputeType type) {
    return switch (type) {
      case FLOAT32 -> 1e-4;
      case FLOAT16 -> 0.01;
      case BFLOAT16 -> 0.06;
    };
  }

  /**
   * Makes a weight and looks what it computes.
   *
   * @param plainProduct whether widened weights are multiplied plainly from the start
   */
  static FormTrial of(
      FormProgram program,
      PtNDManager manager,
      WeightForm form,
      StoredTensor tensor,
      TrialInputs inputs,
      boolean plainProduct) {
    FormTrial trial = once(program, manager, form, tensor, inputs, plainProduct);
    if (trial.right() || !form.quantized() || plainProduct) {
      return trial;
    }
    FormTrial again = once(program, manager, form, tensor, inputs, true);
    return again.right() ? new FormTrial(again.parts(), trial.error(), true, true) : trial;
  }

  private static FormTrial once(
      FormProgram program,
      PtNDManager manager,
      WeightForm form,
      StoredTensor tensor,
      TrialInputs inputs,
      boolean plainProduct) {
    try {
      NDList parts = program.checked(manager, form, tensor, inputs, plainProduct);
      NDArray worst = parts.remove(parts.size() - 1);
      double error = worst.getFloat(0);
      worst.close();
      boolean right = error <= bound(program.type());
      if (!right) {
        parts.close();
      }
      return new FormTrial(parts, error, right, plainProduct);
    } catch (EngineException e) {
      // What an operator cannot do at all is found out in the same way.
      return new FormTrial(new NDList(), Double.POSITIVE_INFINITY, false, plainProduct);
    }
  }
}
