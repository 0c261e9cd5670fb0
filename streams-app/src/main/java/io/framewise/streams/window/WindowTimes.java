package io.framewise.streams.window;

import io.framewise.contract.avro.WindowSpec;
import java.util.ArrayList;
import java.util.List;

/** Computes the windows to which a point in event time belongs, and the segment of a window. */
final class WindowTimes {

  private WindowTimes() {}

  /**
   * Starts of all windows that hold {@code timeMs}, earliest first. Windows begin at multiples of
   * the hop since 1970.
   */
  static List<Long> starts(WindowSpec spec, long timeMs) {
    List<Long> starts = new ArrayList<>();
    long last = Math.floorDiv(timeMs, spec.getHopMs()) * spec.getHopMs();
    long first = last - (spec.getSizeMs() - 1) / spec.getHopMs() * spec.getHopMs();
    for (long start = first; start <= last; start += spec.getHopMs()) {
      if (timeMs < start + spec.getSizeMs()) {
        starts.add(start);
      }
    }
    return starts;
  }

  /**
   * Index of the segment that holds {@code timeMs}, of {@code segments} equal ones between start
   * and end.
   */
  static int segment(long startMs, long endMs, int segments, long timeMs) {
    return (int) ((timeMs - startMs) * segments / (endMs - startMs));
  }

  /**
   * Distance of {@code timeMs} from the centre of its segment, in units of 1 / (2 * segments)
   * milliseconds: whole numbers compare exactly.
   */
  static long distanceFromCentre(long startMs, long endMs, int segments, long timeMs) {
    int segment = segment(startMs, endMs, segments, timeMs);
    return Math.abs(2L * segments * (timeMs - startMs) - (2L * segment + 1) * (endMs - startMs));
  }
}
