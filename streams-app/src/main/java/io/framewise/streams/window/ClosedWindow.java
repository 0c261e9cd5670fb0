package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.store.Booking;
import io.framewise.streams.store.MinuteCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * A window that takes no more frames.
 *
 * @param window its last state
 * @param selected the frames it keeps, in order of capture; at least one
 * @param closedBy what closed it
 */
public record ClosedWindow(OpenWindow window, List<KeptFrame> selected, ClosedBy closedBy) {

  /** How many of the selected frames this window accounts for, by minute. */
  public List<MinuteCount> selectedAccounted() {
    List<MinuteCount> counts = new ArrayList<>();
    for (KeptFrame frame : selected) {
      if (frame.getAccountedHere()) {
        MinuteCounts.add(counts, MinuteCounts.minute(frame.getCapturedAtMs(), window));
      }
    }
    return counts;
  }

  /** Where it is booked, and those frames. */
  public Booking booking() {
    return new Booking(window.getBookedMs(), selectedAccounted());
  }

  /** Of the frames that this window accounts for, those that it did not select, by minute. */
  List<MinuteCount> notSelected() {
    return MinuteCounts.minus(window.getFramesAccounted(), selectedAccounted());
  }
}
