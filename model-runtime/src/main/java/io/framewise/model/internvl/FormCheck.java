package io.framewise.model.internvl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes weights in forms that compute on this processor what they should, and not clearly more
 * slowly than the plain one. Each weight's products with 1, 2 and 17 rows are compared with the
 * plain one, over all columns; where one is wrong, no further weight of its shape gets that form.
 */
final class FormCheck {

  private record Kind(WeightForm form, List<Long> shape) {}

  /** A weight in the form that it got. */
  record Made(WeightForm form, NDList parts) {}

  private final FormProgram program;
  private final FormTimer timer;
  private final Set<String> timed;
  private final Set<Kind> seen = new HashSet<>();
  private final Map<Kind, Double> erring = new HashMap<>();
  private final Set<WeightForm> slow = EnumSet.noneOf(WeightForm.class);
  private final FormRefusals refusals = new FormRefusals();
  private final Set<String> used = new TreeSet<>();
  private boolean plainProduct;

  /**
   * For one model.
   *
   * @param timed names of the weights whose time is taken. They must come before others of their
   *     form, which is not taken for those if it is slow here and there is a choice
   */
  FormCheck(FormProgram program, FormTimer timer, Set<String> timed) {
    this.program = program;
    this.timer = timer;
    this.timed = timed;
  }

  /** Makes the weight of a linear layer, in {@code form} if that computes right here. */
  Made make(PtNDManager manager, String name, StoredTensor tensor, WeightForm form, String device) {
    if (form.fallback().isEmpty()) {
      return plainly(manager, tensor, form, device);
    }
    Kind kind = new Kind(form, tensor.shape());
    if (erring.containsKey(kind)) {
      refusals.add(form.label(), name, tensor.shape(), erring.get(kind));
      return instead(manager, tensor, form);
    }
    if (slow.contains(form) && !form.quantized()) {
      return instead(manager, tensor, form);
    }
    return checked(manager, name, tensor, kind);
  }

  private Made instead(PtNDManager manager, StoredTensor tensor, WeightForm form) {
    return plainly(manager, tensor, form.fallback().orElseThrow(), Devices.CPU);
  }

  private Made plainly(PtNDManager manager, StoredTensor tensor, WeightForm form, String device) {
    used.add(form.label());
    return new Made(form, program.made(manager, form, tensor, device));
  }

  private Made checked(PtNDManager manager, String name, StoredTensor tensor, Kind kind) {
    WeightForm form = kind.form();
    int columns = tensor.shape().get(1).intValue();
    TrialInputs inputs =
        seen.add(kind) ? TrialInputs.everyWay(form, columns) : TrialInputs.each(columns);
    FormTrial trial = FormTrial.of(program, manager, form, tensor, inputs, plainProduct);
    if (!trial.right()) {
      return refused(manager, name, tensor, kind, trial.error());
    }
    if (trial.plainProduct() && !plainProduct) {
      plainProduct = true;
      refusals.add("the product with widened weights", name, tensor.shape(), trial.error());
    }
    if (timed.contains(name)) {
      try {
        take(
            FormTimer.surely(() -> timer.products(program, manager, form, trial.parts(), tensor)),
            form);
      } catch (EngineException e) {
        trial.parts().close();
        return refused(manager, name, tensor, kind, Double.POSITIVE_INFINITY);
      }
      if (slow.contains(form) && !form.quantized()) {
        trial.parts().close();
        return instead(manager, tensor, form);
      }
    }
    used.add(form.label());
    return new Made(form, trial.parts());
  }

  private Made refused(
      PtNDManager manager, String name, StoredTensor tensor, Kind kind, double error) {
    erring.put(kind, error);
    refusals.add(kind.form().label(), name, tensor.shape(), error);
    return instead(manager, tensor, kind.form());
  }

  private void take(FormSpeed speed, WeightForm form) {
    if (speed.slower()) {
      slow.add(form);
      if (form.likePacked()) {
        slow.addAll(List.of(WeightForm.PACKED, WeightForm.PADDED));
      }
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

  /** What is clearly slower here than the plain form. */
  Set<WeightForm> slow() {
    return slow;
  }

  /** The forms that the weights got. */
  Set<String> used() {
    return used;
  }
}
