package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.ledger.Booking;
import io.framewise.streams.ledger.MinuteCounts;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.state.OpenWindow;
import java.util.List;

/**
 * A window that takes no more frames.
 *
 * @param window its last state
 * @param selected the frames that were selected, in order of capture; at least one
 * @param closedBy what closed it
 * @param belated whether its last frame had waited on the topic, as after an outage or under load
 */
public record ClosedWindow(
    OpenWindow window, List<KeptFrame> selected, ClosedBy closedBy, boolean belated) {

  /** A window whose frames were read soon after they were sent. */
  public ClosedWindow(OpenWindow window, List<KeptFrame> selected, ClosedBy closedBy) {
    this(window, selected, closedBy, false);
  }

  /** The same window, marked as belated. */
  ClosedWindow late() {
    return new ClosedWindow(window, selected, closedBy, true);
  }

  /** How many of the selected frames this window accounts for, by minute. */
  public List<MinuteCount> selectedAccounted() {
    return MinuteCounts.accounted(window, selected);
  }

  /** Where its newest frame lies. */
  public RecordPlace newest() {
    KeptFrame last = selected.get(selected.size() - 1);
    return RecordPlace.of(last.getTopic(), last.getPartition(), last.getOffset());
  }

  /** The minute in which it is booked, and the frames that it accounts for. */
  public Booking booking() {
    return new Booking(window.getBookedMs(), selectedAccounted());
  }

  /** Of the frames that this window accounts for, those that it did not select, by minute. */
  List<MinuteCount> notSelected() {
    return MinuteCounts.minus(window.getFramesAccounted(), selectedAccounted());
  }
}
