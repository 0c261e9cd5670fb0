package io.framewise.standalone.chaos;

import io.framewise.platform.statistics.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * How long events took from the frame that closed their window to a reader of committed records, in
 * the seconds without and in those with poison.
 */
record Latencies(List<Long> clean, List<Long> poisoned) {

  /**
   * Of a run.
   *
   * @param arrivals when each event arrived, by event id
   * @param fromSecond seconds before it warm up and do not count
   */
  static Latencies of(
      Cameras cameras,
      List<SentFrame> frames,
      List<Look> looks,
      Map<String, Long> arrivals,
      long fromSecond,
      LongPredicate withPoison) {
    Latencies latencies = new Latencies(new ArrayList<>(), new ArrayList<>());
    Map<String, List<SentFrame>> bySource =
        frames.stream().collect(Collectors.groupingBy(SentFrame::sourceId));
    for (List<SentFrame> source : bySource.values()) {
      // The last frame closes whatever is open, after a gap that is no part of the run.
      List<SentFrame> steady = source.subList(0, source.size() - 1);
      for (Look look : looks) {
        int next = 0;
        for (Window window : Recomputation.closedByFrames(steady, look)) {
          while (steady.get(next).capturedAtMs() < window.endMs() + look.graceMs()) {
            next++;
          }
          SentFrame closing = steady.get(next);
          long second = cameras.second(closing);
          if (second >= fromSecond) {
            (withPoison.test(second) ? latencies.poisoned : latencies.clean)
                .add(arrivals.get(window.requestId()) - closing.sentAtMs());
          }
        }
      }
    }
    return latencies;
  }

  private static long percentile(List<Long> values, int percent) {
    return Percentile.of(values, percent).orElseThrow();
  }

  /** Of the p95 with poison to the one without. */
  double ratio() {
    return (double) percentile(poisoned, 95) / percentile(clean, 95);
  }

  @Override
  public String toString() {
    long clean95 = percentile(clean, 95);
    long poisoned95 = percentile(poisoned, 95);
    return String.format(
        Locale.ROOT,
        "p50 / p95 %d / %d ms without poison (%d events), %d / %d ms with (%d), ratio of p95 %.2f",
        percentile(clean, 50),
        clean95,
        clean.size(),
        percentile(poisoned, 50),
        poisoned95,
        poisoned.size(),
        ratio());
  }
}
