package io.framewise.lab.pipeline;

import io.framewise.platform.statistics.Percentile;
import java.util.ArrayList;
import java.util.List;

/** Measured values in the order in which they came. */
public final class Series {

  private final List<Double> values = new ArrayList<>();

  public void add(double value) {
    values.add(value);
  }

  double last() {
    return values.get(values.size() - 1);
  }

  /** The later half: what was measured when caches had filled. */
  Series secondHalf() {
    Series half = new Series();
    values.subList(values.size() / 2, values.size()).forEach(half::add);
    return half;
  }

  public List<Double> values() {
    return List.copyOf(values);
  }

  /** Nearest rank; not a number when there is none. */
  public double percentile(double percent) {
    return Percentile.of(values, percent).orElse(Double.NaN);
  }

  /** The one in the middle; of two the lower. */
  public double median() {
    return percentile(50);
  }

  /**
   * By how much the values rise from one to the next: the slope of the straight line with the least
   * squares. 0 for fewer than two.
   */
  double slope() {
    int n = values.size();
    double meanX = (n - 1) / 2.0;
    double meanY = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      covariance += (i - meanX) * (values.get(i) - meanY);
      variance += (i - meanX) * (i - meanX);
    }
    return variance == 0 ? 0 : covariance / variance;
  }
}
