package io.framewise.streams.ledger;

import io.framewise.streams.state.SourceLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the frames and windows of a source ended, in a span or since its first frame. What is open
 * was counted in the open windows and requests themselves, not calculated from the other counts. So
 * the sums disagree when something is lost or booked twice.
 *
 * @param span the span; empty for the whole life
 * @param counts the counts, summed over the span
 * @param openFrames windowed frames in windows and requests that have not ended
 * @param openWindows windows and requests that have not ended
 * @param keptFrom minutes before this may have been removed; empty while all are there
 */
public record Account(
    String sourceId,
    Optional<MinuteRange> span,
    SourceLedger counts,
    long openFrames,
    long openWindows,
    Optional<Instant> keptFrom) {

  /** The account of a source that has sent nothing. */
  public static Account empty(String sourceId, Optional<MinuteRange> span) {
    return new Account(sourceId, span, SourceLedger.newBuilder().build(), 0, 0, Optional.empty());
  }

  /** Whether every minute of the span is still there; the whole life always is. */
  public boolean complete() {
    return span.isEmpty() || keptFrom.isEmpty() || !span.get().from().isBefore(keptFrom.get());
  }

  /** What does not add up, for people; empty when all sums agree. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    compare("frames received", counts.getReceived(), LedgerSums.arrived(counts), problems);
    compare(
        "frames windowed",
        counts.getWindowed(),
        LedgerSums.endedFrames(counts) + openFrames,
        problems);
    compare(
        "windows opened",
        counts.getWindowsOpened(),
        LedgerSums.endedWindows(counts) + openWindows,
        problems);
    return problems;
  }

  private static void compare(String what, long whole, long sum, List<String> problems) {
    if (whole != sum) {
      problems.add(whole + " " + what + ", " + sum + " accounted for");
    }
  }
}
