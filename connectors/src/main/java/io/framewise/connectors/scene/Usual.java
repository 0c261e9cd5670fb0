package io.framewise.connectors.scene;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * What a measure of a source usually is: the median of its values in the last hour, one every ten
 * seconds. Not known before it has been watched for half a minute. Not safe for use by several
 * threads.
 */
final class Usual {

  private static final long EVERY_MS = 10_000;
  private static final int MOST = 360;
  private static final int LEAST = 4;

  private final Deque<Double> values = new ArrayDeque<>();
  private long nextMs = Long.MIN_VALUE;
  private OptionalDouble median = OptionalDouble.empty();

  /** Takes note of a value. */
  void note(double value, long atMs) {
    if (atMs < nextMs) {
      return;
    }
    nextMs = atMs + EVERY_MS;
    values.add(value);
    if (values.size() > MOST) {
      values.remove();
    }
    if (values.size() >= LEAST) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      median = Arrays.stream(sorted).skip(sorted.length / 2).findFirst();
    }
  }

  /** Whether what is usual is so far above {@code value}; false while it is not known. */
  boolean isFarAbove(double share, double value) {
    return median.isPresent() && value < share * median.getAsDouble();
  }

  /** Learns anew what is usual. */
  void forget() {
    values.clear();
    nextMs = Long.MIN_VALUE;
    median = OptionalDouble.empty();
  }

  /** Whether it is known by now. */
  boolean isKnown() {
    return median.isPresent();
  }
}
