package io.framewise.model.internvl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes weights in forms that compute on this processor what they should, and not clearly more
 * slowly than the plain one. Each weight's products with 1, 2 and 17 rows are compared with the
 * plain one, over all columns; where one is wrong, no further weight of its shape gets that form.
 *
 * <p>The comparing goes on beside the making of further weights, and what comes of it is taken in
 * the order in which they were made.
 */
final class FormCheck {

  private record Kind(WeightForm form, List<Long> shape) {}

  /** A weight in the form that it got. */
  record Made(WeightForm form, NDList parts) {}

  /** A weight that is to be made. */
  private record Weight(
      PtNDManager manager, String name, StoredTensor tensor, String device, Consumer<Made> taker) {

    long numbers() {
      return tensor.shape().stream().reduce(1L, Math::multiplyExact);
    }
  }

  /** A weight whose products are being looked at. */
  private record Begun(Weight weight, Kind kind, FutureTask<FormTrial> trial) {}

  /**
   * So many numbers may wait while a weight is looked at, for what they are held against takes
   * memory.
   */
  private static final long MOST_IN_HAND = 1 << 25;

  /** What is used though it is slower is hardly worth asking for again. */
  private static final int KEPT_TIMES = 2;

  private final FormProgram program;
  private final FormTimer timer;
  private final BesideLoading beside;
  private final Set<String> timed;
  private final Deque<Begun> inHand = new ArrayDeque<>();
  private final Set<Kind> seen = new HashSet<>();
  private final Map<Kind, Double> erring = new HashMap<>();
  private final Set<WeightForm> slow = EnumSet.noneOf(WeightForm.class);
  private final FormRefusals refusals = new FormRefusals();
  private final Set<String> used = new TreeSet<>();
  private boolean plainProduct;
  private long nanos;

  /**
   * For one model.
   *
   * @param beside where products are looked at
   * @param timed names of the weights whose time is taken. They must come before others of their
   *     form, which is not taken for those if it is slow here and there is a choice
   */
  FormCheck(FormProgram program, FormTimer timer, BesideLoading beside, Set<String> timed) {
    this.program = program;
    this.timer = timer;
    this.beside = beside;
    this.timed = timed;
  }

  /**
   * Makes the weight of a linear layer, in {@code form} if that computes right here.
   *
   * @param taker gets it, at the latest when {@link #finish} is called
   */
  void make(
      PtNDManager manager,
      String name,
      StoredTensor tensor,
      WeightForm form,
      String device,
      Consumer<Made> taker) {
    make(new Weight(manager, name, tensor, device, taker), form);
  }

  private void make(Weight weight, WeightForm form) {
    Kind kind = new Kind(form, weight.tensor().shape());
    if (form.fallback().isEmpty()) {
      NDList parts = program.made(weight.manager(), form, weight.tensor(), weight.device());
      taken(weight, form, parts);
    } else if (erring.containsKey(kind)) {
      refused(weight, kind);
    } else if (slow.contains(form) && form.whereSlower().isPresent()) {
      instead(weight, form.whereSlower().get());
    } else {
      begin(weight, kind);
    }
  }

  private void begin(Weight weight, Kind kind) {
    WeightForm form = kind.form();
    int columns = weight.tensor().shape().get(1).intValue();
    TrialInputs inputs =
        seen.add(kind)
            ? TrialInputs.everyWay(form, program.type(), columns)
            : TrialInputs.each(columns);
    boolean plainly = plainProduct;
    PtNDManager manager = weight.manager();
    NDList made = FormTrial.made(program, manager, form, weight.tensor());
    long start = System.nanoTime();
    FutureTask<FormTrial> trial =
        beside.start(() -> FormTrial.of(program, manager, form, made, inputs, plainly));
    inHand.add(new Begun(weight, kind, trial));
    nanos += System.nanoTime() - start;
    finish(timed.contains(weight.name()) ? 0 : MOST_IN_HAND);
  }

  /** Finishes what is made and still looked at. */
  void finish() {
    finish(0);
  }

  /** Whether the time of a weight is taken, which is done while nothing else goes on. */
  boolean times(String name) {
    return timed.contains(name);
  }

  /** Ends before the tensors are freed that it looks at. */
  void abandon() {
    beside.close();
  }

  /** Finishes the oldest until those after the last that stays are of so many numbers at most. */
  private void finish(long most) {
    while (!inHand.isEmpty() && (most == 0 || behind() > most)) {
      finish(inHand.remove());
    }
  }

  private long behind() {
    return inHand.stream().skip(1).mapToLong(begun -> begun.weight().numbers()).sum();
  }

  private void finish(Begun begun) {
    long start = System.nanoTime();
    FormTrial trial = beside.result(begun.trial());
    nanos += System.nanoTime() - start;
    Kind kind = begun.kind();
    Weight weight = begun.weight();
    if (!trial.right()) {
      erring.putIfAbsent(kind, trial.error());
    }
    if (erring.containsKey(kind)) {
      trial.parts().close();
      refused(weight, kind);
      return;
    }
    if (trial.plainProduct() && !plainProduct) {
      plainProduct = true;
      refusals.add(
          "the product with widened weights",
          weight.name(),
          kind.shape(),
          new FormRefusals.Reason(trial.error(), bound(kind)));
    }
    if (timed.contains(weight.name())) {
      timed(weight, kind, trial);
    } else {
      taken(weight, kind.form(), trial.parts());
    }
  }

  private double bound(Kind kind) {
    return FormTrial.bound(kind.form(), program.type());
  }

  private void timed(Weight weight, Kind kind, FormTrial trial) {
    WeightForm form = kind.form();
    long start = System.nanoTime();
    beside.quiet();
    try {
      Supplier<FormSpeed> products =
          () -> timer.products(program, weight.manager(), form, trial.parts(), weight.tensor());
      take(
          form.whereSlower().isEmpty()
              ? FormTimer.surely(products, KEPT_TIMES)
              : FormTimer.surely(products),
          form);
    } catch (EngineException e) {
      erring.put(kind, Double.POSITIVE_INFINITY);
    } finally {
      nanos += System.nanoTime() - start;
    }
    if (erring.containsKey(kind)) {
      trial.parts().close();
      refused(weight, kind);
    } else if (slow.contains(form) && form.whereSlower().isPresent()) {
      trial.parts().close();
      instead(weight, form.whereSlower().get());
    } else {
      taken(weight, form, trial.parts());
    }
  }

  private void instead(Weight weight, WeightForm form) {
    make(weight, form);
    weight.tensor().release();
  }

  private void taken(Weight weight, WeightForm form, NDList parts) {
    used.add(form.label());
    weight.taker().accept(new Made(form, parts));
  }

  private void refused(Weight weight, Kind kind) {
    refusals.add(
        kind.form().label(),
        weight.name(),
        kind.shape(),
        new FormRefusals.Reason(erring.get(kind), bound(kind)));
    instead(weight, kind.form().fallback().orElseThrow());
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

  /** For how long making weights waited for looking at them. */
  long nanos() {
    return nanos;
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
