package io.framewise.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.PendingRequest;
import java.util.Collection;

/**
 * The sums that must agree at any time.
 *
 * @param ledger a source's ledger
 * @param open its open windows
 * @param pending its requests without an event yet
 */
record Balance(
    SourceLedger ledger, Collection<OpenWindow> open, Collection<PendingRequest> pending) {

  void require() {
    assertThat(
            ledger.getDuplicate()
                + ledger.getLate()
                + ledger.getDeadLettered()
                + ledger.getUnmatched()
                + ledger.getWindowed())
        .as("frames by what became of them")
        .isEqualTo(ledger.getReceived());
    long openFrames = open.stream().mapToLong(OpenWindow::getFramesAccounted).sum();
    long pendingFrames = pending.stream().mapToLong(PendingRequest::framesAccounted).sum();
    assertThat(endedFrames() + openFrames + pendingFrames)
        .as("windowed frames by how they ended")
        .isEqualTo(ledger.getWindowed());
    assertThat(endedWindows() + open.size() + pending.size())
        .as("windows by how they ended")
        .isEqualTo(ledger.getWindowsOpened());
    assertThat(ledger.getOpenRequests()).isEqualTo(pending.size());
  }

  private long endedFrames() {
    return ledger.getNotSelected()
        + ledger.getAnswered()
        + ledger.getInvalid()
        + ledger.getExpired()
        + ledger.getFailed()
        + ledger.getShed();
  }

  private long endedWindows() {
    return ledger.getWindowsAnswered()
        + ledger.getWindowsInvalid()
        + ledger.getWindowsExpired()
        + ledger.getWindowsFailed()
        + ledger.getWindowsShed();
  }
}
