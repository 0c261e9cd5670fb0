package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import java.util.List;

/**
 * A window that takes no more frames.
 *
 * @param window its last state
 * @param selected the frames it keeps, in order of capture; at least one
 * @param closedBy what closed it
 */
public record ClosedWindow(OpenWindow window, List<KeptFrame> selected, ClosedBy closedBy) {

  /** How many of the selected frames this window accounts for. */
  public int selectedAccounted() {
    return Math.toIntExact(selected.stream().filter(KeptFrame::getAccountedHere).count());
  }
}
