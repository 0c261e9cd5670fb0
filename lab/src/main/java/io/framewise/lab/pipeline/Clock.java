package io.framewise.lab.pipeline;

/** Elapsed time. */
final class Clock {

  private static final double NANOS_A_SECOND = 1e9;

  private Clock() {}

  /** Seconds since a moment of {@link System#nanoTime}. */
  static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS_A_SECOND;
  }
}
