package io.framewise.model.internvl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;

/**
 * What came of multiplying a weight in a form.
 *
 * @param parts the weight, empty where it is not right
 * @param error largest error as a share of the usual size, infinite where an operator fails
 * @param right whether that is rounding
 * @param plainProduct whether it is right only where the widened weight is multiplied plainly; then
 *     the error is that of the other way
 */
record FormTrial(NDList parts, double error, boolean right, boolean plainProduct) {

  /**
   * What the rounding of a row of input to eight bits adds: 0.004 of the usual size, and seven
   * times as much where the most numbers are looked at.
   */
  private static final double OF_INPUT = 0.03;

  /** The largest error that is rounding: some units in the last place of a usual number. */
  static double bound(WeightForm form, ComputeType type) {
    double ofProduct =
        switch (type) {
          case FLOAT32 -> 1e-4;
          case FLOAT16 -> 0.01;
          case BFLOAT16 -> 0.06;
        };
    return form == WeightForm.INT8 ? ofProduct + OF_INPUT : ofProduct;
  }

  /** A weight and what it is held against; nothing where an operator fails. */
  static NDList made(
      FormProgram program, PtNDManager manager, WeightForm form, StoredTensor tensor) {
    try {
      return program.madeToCheck(manager, form, tensor);
    } catch (EngineException e) {
      // What an operator cannot do at all is found out in the same way.
      return new NDList();
    }
  }

  /**
   * Looks what a weight computes. May run on another thread than that which makes weights.
   *
   * @param made what {@link #made} returned: the weight lives on if it is right, what it is held
   *     against does not
   * @param plainProduct whether widened weights are multiplied plainly from the start
   */
  static FormTrial of(
      FormProgram program,
      PtNDManager manager,
      WeightForm form,
      NDList made,
      TrialInputs inputs,
      boolean plainProduct) {
    if (made.isEmpty()) {
      return new FormTrial(made, Double.POSITIVE_INFINITY, false, plainProduct);
    }
    NDList parts = new NDList(made.subList(0, made.size() - 1));
    try {
      double bound = bound(form, program.type());
      double error = off(program, manager, form, made, inputs, plainProduct);
      boolean again = !(error <= bound) && form.quantized() && !plainProduct;
      if (again && off(program, manager, form, made, inputs, true) <= bound) {
        return new FormTrial(parts, error, true, true);
      }
      if (error <= bound) {
        return new FormTrial(parts, error, true, plainProduct);
      }
      parts.close();
      return new FormTrial(new NDList(), error, false, plainProduct);
    } finally {
      made.get(made.size() - 1).close();
    }
  }

  private static double off(
      FormProgram program,
      PtNDManager manager,
      WeightForm form,
      NDList made,
      TrialInputs inputs,
      boolean plainProduct) {
    try {
      return program.off(manager, form, made, inputs, plainProduct);
    } catch (EngineException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
