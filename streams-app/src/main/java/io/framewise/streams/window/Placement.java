package io.framewise.streams.window;

import io.framewise.streams.state.OpenWindow;
import java.util.List;

/**
 * What became of a frame that arrived.
 *
 * @param outcome how it is booked
 * @param bookedMs a time in the minute that it is booked in
 * @param opened windows that it opened
 * @param complete windows that it completed, which are closed now
 */
record Placement(
    Outcome outcome, long bookedMs, List<OpenWindow> opened, List<ClosedWindow> complete) {

  /**
   * How a frame is booked. When the question sets differ, the first outcome in this order counts.
   */
  enum Outcome {
    /** At least one window took it. */
    WINDOWED,
    /** The windows that would have taken it are closed. */
    LATE,
    /** No question set asks about it. */
    UNMATCHED
  }
}
