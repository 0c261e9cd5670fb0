package io.framewise.streams.window;

import io.framewise.streams.window.Placement.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Gathers what becomes of one frame while the question sets are gone through. */
final class Placing {

  private final List<ClosedWindow> complete = new ArrayList<>();
  private Outcome outcome = Outcome.UNMATCHED;
  private int opened;

  /** A window takes the frame; true for the first one, which accounts for it. */
  boolean take() {
    boolean first = outcome != Outcome.WINDOWED;
    outcome = Outcome.WINDOWED;
    return first;
  }

  void opened() {
    opened++;
  }

  void late() {
    outcome = outcome == Outcome.WINDOWED ? outcome : Outcome.LATE;
  }

  void complete(ClosedWindow window) {
    complete.add(window);
  }

  Placement placement() {
    return new Placement(outcome, opened, List.copyOf(complete));
  }
}
