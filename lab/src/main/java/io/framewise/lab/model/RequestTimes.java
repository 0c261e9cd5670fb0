package io.framewise.lab.model;

import io.framewise.model.engine.EngineTimes;
import io.framewise.platform.statistics.Percentile;
import java.util.List;

/**
 * What a run of requests came to.
 *
 * @param seconds from the first arrival to the last answer
 * @param firstTokens seconds of each from its arrival to its first token
 * @param wholes seconds of each from its arrival to its answer
 * @param engine where the engine's time went
 */
record RequestTimes(
    double seconds, List<Double> firstTokens, List<Double> wholes, EngineTimes engine) {

  private static final double NANOS = 1e9;

  double perSecond() {
    return wholes.size() / seconds;
  }

  /** Share of the time in which the engine computed. */
  double busy() {
    return engine.busyNanos() / NANOS / seconds;
  }

  /** Tokens of answers in a second of the passes that did nothing else. */
  double decodeRate() {
    return engine.decodeTokens() / (engine.decodeNanos() / NANOS);
  }

  /** Looks in a pass, on the average. */
  double width() {
    return (double) engine.passLooks() / engine.passes();
  }

  double firstTokenP95() {
    return percentile(firstTokens);
  }

  double wholeP95() {
    return percentile(wholes);
  }

  private static double percentile(List<Double> values) {
    return Percentile.of(values, 95).orElse(Double.NaN);
  }
}
