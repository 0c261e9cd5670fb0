package io.framewise.streams.query;

import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.ledger.LedgerSums;
import io.framewise.streams.state.SourceLedger;
import java.util.Optional;

/**
 * What is known about a source.
 *
 * @param id its id
 * @param status the status that its connector sends; empty for a source without one
 * @param ledger how its frames and windows ended
 */
public record SourceView(String id, Optional<SourceStatus> status, SourceLedger ledger) {

  /** A source of which this instance knows nothing. */
  public static SourceView unknown(String id) {
    return new SourceView(id, Optional.empty(), SourceLedger.newBuilder().build());
  }

  /**
   * Its domain according to its connector, else that of its newest frame; null when neither is
   * known.
   */
  public String domain() {
    return status.map(known -> known.getDomain().name()).orElse(ledger.getDomain());
  }

  /** Windows without an event yet. */
  public long openWindows() {
    return LedgerSums.openWindows(ledger);
  }

  /** Alerts that are not cleared. */
  public long openAlerts() {
    return ledger.getAlertsRaised() - ledger.getAlertsCleared();
  }

  /** Windowed frames whose ending is not known yet. */
  public long openFrames() {
    return LedgerSums.openFrames(ledger);
  }
}
