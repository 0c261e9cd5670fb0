package io.framewise.lab.pipeline;

import io.framewise.lab.result.BenchResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the parts of the bench have measured, in the order of their end. */
final class Figures {

  private final Map<String, Object> details = new LinkedHashMap<>();
  private BenchResult headline;

  /** The figure that stands first; that of the first part counts. */
  void headline(double ours, double baseline, String unit) {
    if (headline == null) {
      headline = BenchResult.ofRate("pipeline", ours, baseline, unit, Map.of());
    }
  }

  /** One more figure. */
  void put(String name, Object value) {
    details.put(name, value);
  }

  BenchResult result() {
    return new BenchResult(
        headline.name(),
        headline.ours(),
        headline.baseline(),
        headline.ratio(),
        headline.unit(),
        details);
  }
}
