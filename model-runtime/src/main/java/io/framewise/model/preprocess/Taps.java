package io.framewise.model.preprocess;

/**
 * Which input positions make one output position of a resize in one dimension, and their weights in
 * fixed point with {@value #PRECISION} fractional bits. The formulas are Pillow's for its bicubic
 * filter, so that sums come out the same to the last bit.
 *
 * @param first first input position per output position
 * @param weights weights from there on per output position
 * @param most largest number of weights of an output position
 */
@SuppressWarnings("ArrayRecordComponent") // a table: never compared, never changed after it is made
record Taps(int[] first, int[][] weights, int most) {

  static final int PRECISION = 22;

  private static final double SUPPORT = 2.0;
  private static final double A = -0.5;

  static Taps of(int in, int out) {
    double scale = (double) in / out;
    double filterScale = Math.max(scale, 1.0);
    double support = SUPPORT * filterScale;
    int[] first = new int[out];
    int[][] weights = new int[out][];
    int most = 0;
    for (int o = 0; o < out; o++) {
      double centre = (o + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      int high = Math.min(in, (int) (centre + support + 0.5));
      first[o] = low;
      weights[o] = weights(low, high, centre, 1.0 / filterScale);
      most = Math.max(most, weights[o].length);
    }
    return new Taps(first, weights, most);
  }

  /** Number of output positions. */
  int size() {
    return first.length;
  }

  /** The input position after the last one that output {@code o} needs. */
  int end(int o) {
    return first[o] + weights[o].length;
  }

  private static int[] weights(int low, int high, double centre, double step) {
    double[] exact = new double[high - low];
    double sum = 0;
    for (int k = 0; k < exact.length; k++) {
      exact[k] = cubic((k + low - centre + 0.5) * step);
      sum += exact[k];
    }
    int[] fixed = new int[exact.length];
    for (int k = 0; k < exact.length; k++) {
      double weight = (sum == 0 ? exact[k] : exact[k] / sum) * (1 << PRECISION);
      fixed[k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    return fixed;
  }

  private static double cubic(double x) {
    double t = Math.abs(x);
    if (t < 1.0) {
      return ((A + 2.0) * t - (A + 3.0)) * t * t + 1;
    }
    if (t < 2.0) {
      return (((t - 5) * t + 8) * t - 4) * A;
    }
    return 0.0;
  }
}
