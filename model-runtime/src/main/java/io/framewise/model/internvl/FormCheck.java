package io.framewise.model.internvl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes weights in forms that compute on this processor what they should. Every weight's product
 * with a few rows is compared with the plain one: with all columns and several numbers of rows for
 * the first weight of a shape, with some columns for the rest.
 */
final class FormCheck {

  private record Kind(WeightForm form, List<Long> shape) {}

  /** A weight in the form that it got. */
  record Made(WeightForm form, NDList parts) {}

  private final FormProgram program;
  private final Set<WeightForm> slow;
  private final Set<Kind> seen = new HashSet<>();
  private final FormRefusals refusals = new FormRefusals();
  private final Set<String> used = new TreeSet<>();
  private boolean plainProduct;
  private int number;

  /**
   * For one model.
   *
   * @param slow forms that are not to be taken where there is a choice, since they are slower
   */
  FormCheck(FormProgram program, Set<WeightForm> slow) {
    this.program = program;
    this.slow = slow;
  }

  /** The largest error that is rounding: some units in the last place of a usual number. */
  static double bound(ComputeType type) {
    return switch (type) {
      case FLOAT32 -> 1e-4;
      case FLOAT16 -> 0.01;
      case BFLOAT16 -> 0.06;
    };
  }

  /** Makes a weight, in {@code form} if that computes right here. */
  Made make(PtNDManager manager, String name, StoredTensor tensor, WeightForm form) {
    if (slow.contains(form) && !form.quantized()) {
      return plainly(manager, tensor, form.fallback().orElseThrow());
    }
    return form.fallback().isEmpty()
        ? plainly(manager, tensor, form)
        : checked(manager, name, tensor, form);
  }

  private Made plainly(PtNDManager manager, StoredTensor tensor, WeightForm form) {
    used.add(form.label());
    return new Made(form, program.made(manager, form, tensor, Devices.CPU));
  }

  private Made checked(PtNDManager manager, String name, StoredTensor tensor, WeightForm form) {
    int columns = tensor.shape().get(1).intValue();
    TrialInputs dense = TrialInputs.dense(form, columns);
    boolean first = seen.add(new Kind(form, tensor.shape()));
    TrialInputs inputs =
        first
            ? TrialInputs.ofShape(form, tensor.shape())
            : TrialInputs.ofWeight(program.type(), columns, number++);
    Trial trial = trial(manager, form, tensor, inputs, plainProduct);
    if (!trial.right() && inputs.count() < columns) {
      // A weight that is no number somewhere else shows in the few columns too, and is no fault.
      trial = trial(manager, form, tensor, dense, plainProduct);
    }
    if (!trial.right() && form.quantized() && !plainProduct) {
      Trial again = trial(manager, form, tensor, dense, true);
      if (again.right()) {
        plainProduct = true;
        refusals.add("the product with widened weights", name, tensor.shape(), trial.error());
        trial = again;
      }
    }
    if (!trial.right()) {
      refusals.add(form.label(), name, tensor.shape(), trial.error());
      return plainly(manager, tensor, form.fallback().orElseThrow());
    }
    used.add(form.label());
    return new Made(form, trial.parts());
  }

  private record Trial(NDList parts, double error, boolean right) {}

  private Trial trial(
      PtNDManager manager,
      WeightForm form,
      StoredTensor tensor,
      TrialInputs inputs,
      boolean plainly) {
    try {
      NDList parts = program.checked(manager, form, tensor, inputs, plainly);
      NDArray worst = parts.remove(parts.size() - 1);
      double error = worst.getFloat(0);
      worst.close();
      boolean right = error <= bound(program.type());
      if (!right) {
        parts.close();
      }
      return new Trial(parts, error, right);
    } catch (EngineException e) {
      // What an operator cannot do at all is found out in the same way.
      return new Trial(new NDList(), Double.POSITIVE_INFINITY, false);
    }
  }

  /** Whether weights that are widened for one product are to be multiplied plainly. */
  boolean plainProduct() {
    return plainProduct;
  }

  /** What is not used because it computes wrong numbers. */
  FormRefusals refusals() {
    return refusals;
  }

  /** The forms that the weights got. */
  Set<String> used() {
    return used;
  }
}
