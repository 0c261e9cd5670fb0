package io.framewise.platform.statistics;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Percentiles of measured values, by nearest rank: always one of the values, never between two. */
public final class Percentile {

  private Percentile() {}

  /**
   * The smallest value that {@code percent} of 100 values do not exceed.
   *
   * @param percent over 0, up to 100
   * @return empty where there is no value
   */
  public static <T extends Comparable<T>> Optional<T> of(Collection<T> values, double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent is " + percent + ", not over 0 and up to 100");
    }
    List<T> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return rank == 0 ? Optional.empty() : Optional.of(sorted.get(rank - 1));
  }
}
