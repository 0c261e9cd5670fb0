package io.framewise.model.internvl;

import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What loading depends on beside checkpoint and options. Tests put a program in whose operators
 * err, and a clock of their own.
 *
 * @param text what becomes of the program's text before it is compiled
 * @param clock nanoseconds
 * @param leastTimed numbers of the smallest matrix whose time is taken
 */
record Surroundings(UnaryOperator<String> text, LongSupplier clock, long leastTimed) {

  /** Below, nothing is gained; and small models run in the same forms each time. */
  static final long LEAST_TIMED = 1 << 20;

  /** The program as it is, and time. */
  static final Surroundings REAL =
      new Surroundings(UnaryOperator.identity(), System::nanoTime, LEAST_TIMED);
}
