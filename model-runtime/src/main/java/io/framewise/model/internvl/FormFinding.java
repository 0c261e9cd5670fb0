package io.framewise.model.internvl;

import java.util.Optional;

/**
 * What an operator in a form computes on this machine.
 *
 * @param type of the numbers
 * @param form the form, as completions name it
 * @param shape of the weight it was tried with, or of the heads
 * @param verdict whether it may be used
 * @param error largest error as a share of the usual size; infinite where it fails
 * @param bound the largest error that is rounding
 * @param speed beside the plain form, where it computes right
 * @param instead what models use where this computes wrong, fails, is not offered, or is slower and
 *     saves no memory
 */
public record FormFinding(
    ComputeType type,
    String form,
    String shape,
    Verdict verdict,
    double error,
    double bound,
    Optional<FormSpeed> speed,
    String instead) {

  /** Whether a form may be used. */
  public enum Verdict {
    /** Its numbers are those of the plain form, and it is not clearly slower. */
    RIGHT,
    /** Its numbers are right, the plain form is clearly faster. */
    SLOWER,
    /** Its numbers are wrong: models do not use it here. */
    WRONG,
    /** It ends in an error: models do not use it here. */
    FAILS,
    /** This processor has no instructions for it: models do not use it here. */
    NOT_OFFERED
  }
}
