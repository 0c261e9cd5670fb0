package io.framewise.model.internvl;

/**
 * How long products take in a form, and in the plain one.
 *
 * @param oneRow nanoseconds for one row of input
 * @param plainOneRow likewise, plain
 * @param someRows nanoseconds for some rows at once
 * @param plainSomeRows likewise, plain
 */
public record FormSpeed(long oneRow, long plainOneRow, long someRows, long plainSomeRows) {

  /**
   * What is slower than plain is so clearly or not at all: a form that is about as fast is not to
   * be taken on one day and left on another, since its last digits are others.
   */
  private static final double CLEARLY = 1.25;

  /** Whether plain is clearly faster on the whole. */
  public boolean slower() {
    return oneRow + someRows > CLEARLY * (plainOneRow + plainSomeRows);
  }

  /** The least of each time. */
  FormSpeed least(FormSpeed other) {
    return new FormSpeed(
        Math.min(oneRow, other.oneRow),
        Math.min(plainOneRow, other.plainOneRow),
        Math.min(someRows, other.someRows),
        Math.min(plainSomeRows, other.plainSomeRows));
  }
}
