package io.framewise.streams.window;

import io.framewise.streams.ledger.MinuteCounts;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.window.Placement.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Collects what becomes of one frame, one question set after the other. */
final class Placing {

  private final List<ClosedWindow> complete = new ArrayList<>();
  private final List<OpenWindow> opened = new ArrayList<>();
  private final long capturedAtMs;
  private Outcome outcome = Outcome.UNMATCHED;
  private long bookedMs;

  Placing(Arrival arrival) {
    this.capturedAtMs = arrival.capturedAtMs();
    this.bookedMs = capturedAtMs;
  }

  /**
   * Notes that a window takes the frame. Returns true for the first such window, which accounts for
   * the frame.
   */
  boolean take(OpenWindow window) {
    if (outcome == Outcome.WINDOWED) {
      return false;
    }
    outcome = Outcome.WINDOWED;
    bookedMs = MinuteCounts.minute(capturedAtMs, window);
    return true;
  }

  void opened(OpenWindow window) {
    opened.add(window);
  }

  void late() {
    outcome = outcome == Outcome.WINDOWED ? outcome : Outcome.LATE;
  }

  void complete(ClosedWindow window) {
    complete.add(window);
  }

  Placement placement() {
    return new Placement(outcome, bookedMs, List.copyOf(opened), List.copyOf(complete));
  }
}
