package io.framewise.model.preprocess;

import java.util.Arrays;

/**
 * The inner loops of a resize. Each works on whole int arrays from index 0 and on at most five of
 * them, because that is what the JIT compiler turns into vector instructions (Java 17: an offset or
 * a sixth array makes the same loop ten times slower, {@code Math.min} and {@code max} too).
 *
 * <p>Four 8-bit values are packed into one int where only their place changes, lowest byte first.
 */
final class Lanes {

  private static final int HALF = 1 << (Taps.PRECISION - 1);
  private static final int MOST = 255;

  private Lanes() {}

  /**
   * Weighs lanes by {@code weights} and rounds the sums to 0 to 255.
   *
   * @param lanes a ring of 8-bit values: after the last comes the first
   * @param from the lane of the first weight
   * @param step lanes between one weight and the next
   */
  static void weigh(int[][] lanes, int from, int step, int[] weights, int[] sums) {
    Arrays.fill(sums, HALF);
    int lane = from;
    int k = 0;
    for (; k + 4 <= weights.length; k += 4) {
      int second = next(lane, step, lanes.length);
      int third = next(second, step, lanes.length);
      int fourth = next(third, step, lanes.length);
      int[][] four = {lanes[lane], lanes[second], lanes[third], lanes[fourth]};
      add(four, weights, k, sums);
      lane = next(fourth, step, lanes.length);
    }
    for (; k < weights.length; k++) {
      add(lanes[lane], weights[k], sums);
      lane = next(lane, step, lanes.length);
    }
    round(sums);
  }

  private static int next(int lane, int step, int size) {
    int next = lane + step;
    return next < size ? next : next - size;
  }

  private static void add(int[][] four, int[] weights, int k, int[] sums) {
    int[] first = four[0];
    int[] second = four[1];
    int[] third = four[2];
    int[] fourth = four[3];
    int weight0 = weights[k];
    int weight1 = weights[k + 1];
    int weight2 = weights[k + 2];
    int weight3 = weights[k + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] +=
          first[i] * weight0 + second[i] * weight1 + third[i] * weight2 + fourth[i] * weight3;
    }
  }

  private static void add(int[] values, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i] * weight;
    }
  }

  /** Drops the fraction and clips: the sign bits make the masks. */
  private static void round(int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      int value = sums[i] >> Taps.PRECISION;
      int notNegative = value & ~(value >> 31);
      sums[i] = (notNegative | ((MOST - notNegative) >> 31)) & MOST;
    }
  }

  /** Packs four lanes into one. */
  static void pack(int[][] four, int[] packed) {
    int[] second = four[1];
    int[] third = four[2];
    int[] fourth = four[3];
    System.arraycopy(four[0], 0, packed, 0, packed.length);
    for (int i = 0; i < packed.length; i++) {
      packed[i] |= (second[i] << 8) | (third[i] << 16) | (fourth[i] << 24);
    }
  }

  /** Takes one of the four values ({@code place} 0 to 3) out of every packed int. */
  static void unpack(int[] packed, int place, int[] values) {
    int shift = place * 8;
    for (int i = 0; i < values.length; i++) {
      values[i] = (packed[i] >> shift) & MOST;
    }
  }
}
