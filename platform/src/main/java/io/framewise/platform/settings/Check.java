package io.framewise.platform.settings;

import java.time.Duration;

/**
 * Bounds of settings, for the compact constructors of settings records. The message names the key
 * and the bound.
 */
public final class Check {

  private Check() {}

  /** Fails unless {@code min <= value <= max}, so also for what is not a number. */
  public static void between(String key, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          key + " must be between " + plain(min) + " and " + plain(max) + ", is " + plain(value));
    }
  }

  /** Fails unless the duration is longer than nothing. */
  public static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(key + " must be longer than 0");
    }
  }

  /** Fails when a needed text was not given. */
  public static void given(String key, Object value) {
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException(key + " must be given");
    }
  }

  private static String plain(double value) {
    return Double.isFinite(value) && value == Math.rint(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
