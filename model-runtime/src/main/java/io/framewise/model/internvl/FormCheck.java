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

  /** A weight whose products are being looked at. */
  private record Begun(
      PtNDManager manager,
      String name,
      StoredTensor tensor,
      Kind kind,
      FutureTask<FormTrial> trial,
      Consumer<Made> taker) {

    long numbers() {
      return kind.shape().stream().reduce(1L, Math::multiplyExact);
    }
  }

  /**
   * So many numbers may wait while a weight is looked at, for what they are held against takes
   * memory.
   */
  private static final long MOST_IN_HAND = 1 << 25;

  /** What is used though it is slower is hardly worth asking for again. */
  private static final int QUANTIZED_TIMES = 2;

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
    Kind kind = new Kind(form, tensor.shape());
    if (form.fallback().isEmpty()) {
      taker.accept(plainly(manager, tensor, form, device));
    } else if (erring.containsKey(kind)) {
      taker.accept(refused(manager, name, tensor, kind));
    } else if (slow.contains(form) && !form.quantized()) {
      taker.accept(instead(manager, tensor, form));
    } else {
      begin(manager, name, tensor, kind, taker);
    }
  }

  private void begin(
      PtNDManager manager, String name, StoredTensor tensor, Kind kind, Consumer<Made> taker) {
    WeightForm form = kind.form();
    int columns = tensor.shape().get(1).intValue();
    TrialInputs inputs =
        seen.add(kind)
            ? TrialInputs.everyWay(form, program.type(), columns)
            : TrialInputs.each(columns);
    boolean plainly = plainProduct;
    NDList made = FormTrial.made(program, manager, form, tensor);
    long start = System.nanoTime();
    FutureTask<FormTrial> trial =
        beside.start(() -> FormTrial.of(program, manager, form, made, inputs, plainly));
    inHand.add(new Begun(manager, name, tensor, kind, trial, taker));
    nanos += System.nanoTime() - start;
    finish(timed.contains(name) ? 0 : MOST_IN_HAND);
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
    long behind = inHand.stream().skip(1).mapToLong(Begun::numbers).sum();
    while (!inHand.isEmpty() && (most == 0 || behind > most)) {
      Begun oldest = inHand.remove();
      behind -= inHand.isEmpty() ? 0 : inHand.element().numbers();
      oldest.taker().accept(finished(oldest));
    }
  }

  private Made finished(Begun begun) {
    long start = System.nanoTime();
    FormTrial trial = beside.result(begun.trial());
    nanos += System.nanoTime() - start;
    Kind kind = begun.kind();
    if (!trial.right()) {
      erring.putIfAbsent(kind, trial.error());
    }
    if (erring.containsKey(kind)) {
      trial.parts().close();
      return refused(begun.manager(), begun.name(), begun.tensor(), kind);
    }
    if (trial.plainProduct() && !plainProduct) {
      plainProduct = true;
      refusals.add("the product with widened weights", begun.name(), kind.shape(), trial.error());
    }
    return timed.contains(begun.name()) ? timed(begun, trial) : taken(kind.form(), trial.parts());
  }

  private Made timed(Begun begun, FormTrial trial) {
    WeightForm form = begun.kind().form();
    long start = System.nanoTime();
    beside.quiet();
    try {
      Supplier<FormSpeed> products =
          () -> timer.products(program, begun.manager(), form, trial.parts(), begun.tensor());
      take(
          form.quantized()
              ? FormTimer.surely(products, QUANTIZED_TIMES)
              : FormTimer.surely(products),
          form);
    } catch (EngineException e) {
      trial.parts().close();
      erring.put(begun.kind(), Double.POSITIVE_INFINITY);
      return refused(begun.manager(), begun.name(), begun.tensor(), begun.kind());
    } finally {
      nanos += System.nanoTime() - start;
    }
    if (slow.contains(form) && !form.quantized()) {
      trial.parts().close();
      return instead(begun.manager(), begun.tensor(), form);
    }
    return taken(form, trial.parts());
  }

  private Made instead(PtNDManager manager, StoredTensor tensor, WeightForm form) {
    Made made = plainly(manager, tensor, form.fallback().orElseThrow(), Devices.CPU);
    tensor.release();
    return made;
  }

  private Made plainly(PtNDManager manager, StoredTensor tensor, WeightForm form, String device) {
    return taken(form, program.made(manager, form, tensor, device));
  }

  private Made taken(WeightForm form, NDList parts) {
    used.add(form.label());
    return new Made(form, parts);
  }

  private Made refused(PtNDManager manager, String name, StoredTensor tensor, Kind kind) {
    refusals.add(kind.form().label(), name, tensor.shape(), erring.get(kind));
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
