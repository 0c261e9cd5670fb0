package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.contract.UserError;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.internvl.InternVl;
import java.util.function.IntUnaryOperator;

/** The model gave something else than numbers for a look, of which no answer can be made. */
public final class BrokenLogitsException extends LookRefusedException {

  /** What a person can do. */
  private static final String WAY_OUT =
      "take float32 as the type, check the checkpoint's files, or see whether framewise doctor finds a fault";

  private static final long serialVersionUID = 1L;

  /** The model gave no numbers for the look at {@code index} of the batch. */
  public BrokenLogitsException(int index) {
    super(index, "the model's scores are infinite or not numbers, so there is no answer");
  }

  @Override
  public UserError forPeople(String wayOut) {
    return super.forPeople(WAY_OUT);
  }

  @Override
  public LookRefusedException at(int place) {
    return new BrokenLogitsException(place);
  }

  /**
   * Fails when a row of logits holds something else than numbers.
   *
   * @param look the look that a row belongs to
   */
  static void check(InternVl model, NDArray logits, IntUnaryOperator look) {
    try (PtNDManager step = model.newStep()) {
      boolean[] finite = model.finite(step, logits);
      for (int row = 0; row < finite.length; row++) {
        if (!finite[row]) {
          throw new BrokenLogitsException(look.applyAsInt(row));
        }
      }
    }
  }
}
