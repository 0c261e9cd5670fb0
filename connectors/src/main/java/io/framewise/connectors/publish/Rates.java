package io.framewise.connectors.publish;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Pictures and frames a second over about the last ten seconds, from counts at moments. Safe for
 * use by several threads.
 */
final class Rates {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long SPAN_NANOS = 10_000_000_000L;
  private static final long STEP_NANOS = 1_000_000_000L;

  /**
   * How many a second.
   *
   * @param captured pictures that the source delivered
   * @param published frames that Kafka acknowledged
   */
  record Pace(double captured, double published) {}

  private record Moment(long captured, long published, long nanos) {}

  private final Deque<Moment> moments = new ArrayDeque<>();

  /** Takes note of the counts at a moment, and tells the pace by then. */
  synchronized Pace after(long captured, long published, long nanos) {
    while (moments.size() > 1 && nanos - second().nanos() >= SPAN_NANOS) {
      moments.removeFirst();
    }
    Moment now = new Moment(captured, published, nanos);
    if (moments.isEmpty() || nanos - moments.getLast().nanos() >= STEP_NANOS) {
      moments.add(now);
    }
    Moment first = moments.getFirst();
    double seconds = (nanos - first.nanos()) / NANOS_PER_SECOND;
    return seconds * NANOS_PER_SECOND < STEP_NANOS
        ? new Pace(0, 0)
        : new Pace(
            (captured - first.captured()) / seconds, (published - first.published()) / seconds);
  }

  private Moment second() {
    return moments.stream().skip(1).findFirst().orElseThrow();
  }
}
