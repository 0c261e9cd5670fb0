package io.framewise.streams.ledger;

import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.Minutes;
import java.util.ArrayList;
import java.util.List;

/**
 * The minutes in which frames and windows are booked, and counts of frames by minute. A frame stays
 * in its minute whatever becomes of it and whenever that happens, so that the sums of each minute
 * agree.
 */
public final class MinuteCounts {

  /** A window has counts for about this many minutes at most. */
  private static final long MOST_MINUTES = 60;

  private MinuteCounts() {}

  /**
   * The minute that a frame is booked in when {@code window} accounts for it: the one of its
   * capture, or in a window of more than an hour the first of so many minutes that the window has
   * about {@value #MOST_MINUTES} such places.
   */
  public static long minute(long capturedAtMs, OpenWindow window) {
    long length = window.getEndMs() - window.getStartMs();
    long minutes = (length - 1) / (MOST_MINUTES * Minutes.MINUTE_MS) + 1;
    return Minutes.floor(capturedAtMs, minutes * Minutes.MINUTE_MS);
  }

  /** Counts one more frame. */
  public static void add(List<MinuteCount> counts, long minuteMs) {
    for (MinuteCount count : counts) {
      if (count.getMinuteMs() == minuteMs) {
        count.setFrames(count.getFrames() + 1);
        return;
      }
    }
    counts.add(new MinuteCount(minuteMs, 1));
  }

  /** How many of the frames that a window keeps it accounts for, by minute. */
  public static List<MinuteCount> accounted(OpenWindow window, List<KeptFrame> kept) {
    List<MinuteCount> counts = new ArrayList<>();
    for (KeptFrame frame : kept) {
      if (frame.getAccountedHere()) {
        add(counts, minute(frame.getCapturedAtMs(), window));
      }
    }
    return counts;
  }

  /** What {@code some} leave of {@code all}. */
  public static List<MinuteCount> minus(List<MinuteCount> all, List<MinuteCount> some) {
    List<MinuteCount> left = new ArrayList<>();
    for (MinuteCount count : all) {
      int frames = count.getFrames() - of(some, count.getMinuteMs());
      if (frames > 0) {
        left.add(new MinuteCount(count.getMinuteMs(), frames));
      }
    }
    return left;
  }

  private static int of(List<MinuteCount> counts, long minuteMs) {
    return counts.stream()
        .filter(count -> count.getMinuteMs() == minuteMs)
        .mapToInt(MinuteCount::getFrames)
        .sum();
  }

  /** Frames booked from {@code fromMs} to before {@code toMs}. */
  public static long within(List<MinuteCount> counts, long fromMs, long toMs) {
    return counts.stream()
        .filter(count -> count.getMinuteMs() >= fromMs && count.getMinuteMs() < toMs)
        .mapToLong(MinuteCount::getFrames)
        .sum();
  }
}
