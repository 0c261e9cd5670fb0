package io.framewise.model.internvl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Takes the time of forms beside the plain one: the least of several rounds, turn by turn. */
final class FormTimer {

  /** One row as in decoding, and some as in reading a question. */
  static final List<Integer> ROWS = List.of(1, 17);

  private static final int ROUNDS = 5;

  /** After so many nanoseconds no further round begins: what takes long is told from plain soon. */
  private static final long ENOUGH = 50_000_000;

  private static final int MOST_TIMES = 5;

  private final LongSupplier clock;

  FormTimer(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * The times of a weight's products in a form and in the plain one.
   *
   * @param ours the weight in this form
   */
  FormSpeed products(
      FormProgram program, PtNDManager manager, WeightForm form, NDList ours, StoredTensor tensor) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      NDList plain = program.made(step, WeightForm.PLAIN, tensor, Devices.CPU);
      int columns = tensor.shape().get(1).intValue();
      long[] nanos = new long[2 * ROWS.size()];
      for (int i = 0; i < ROWS.size(); i++) {
        TrialInputs inputs = new TrialInputs(columns, List.of(ROWS.get(i)));
        NDArray input = program.computed(step, inputs.tensor(step));
        long[] pair =
            least(
                () -> program.product(step, form, ours, input).close(),
                () -> program.product(step, WeightForm.PLAIN, plain, input).close());
        nanos[2 * i] = pair[0];
        nanos[2 * i + 1] = pair[1];
      }
      return new FormSpeed(nanos[0], nanos[1], nanos[2], nanos[3]);
    }
  }

  /**
   * Measures again, a few times, what is called slower: something else may have been at work on
   * this machine meanwhile, and a form is not to depend on it.
   */
  static FormSpeed surely(Supplier<FormSpeed> measurement) {
    return surely(measurement, MOST_TIMES);
  }

  /** Measures what is called slower so many times at most. */
  static FormSpeed surely(Supplier<FormSpeed> measurement, int most) {
    FormSpeed speed = measurement.get();
    for (int i = 1; i < most && speed.slower(); i++) {
      speed = speed.least(measurement.get());
    }
    return speed;
  }

  /** Least nanoseconds of two actions; the first run of each does not count. */
  long[] least(Runnable ours, Runnable plain) {
    ours.run();
    plain.run();
    long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
    long taken = 0;
    for (int round = 0; round < ROUNDS && taken < ENOUGH; round++) {
      long one = nanos(ours);
      long other = nanos(plain);
      least[0] = Math.min(least[0], one);
      least[1] = Math.min(least[1], other);
      taken += one + other;
    }
    return least;
  }

  private long nanos(Runnable action) {
    long start = clock.getAsLong();
    action.run();
    return clock.getAsLong() - start;
  }
}
