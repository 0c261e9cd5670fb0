package io.framewise.streams.query;

import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.ledger.LedgerSums;
import io.framewise.streams.state.SourceLedger;
import java.util.Optional;

/**
 * All that is known of a source.
 *
 * @param id its id
 * @param status what its connector says; empty for a producer that is none of our connectors
 * @param ledger how its frames and windows ended
 */
public record SourceView(String id, Optional<SourceStatus> status, SourceLedger ledger) {

  /** A source of which nothing has come here. */
  public static SourceView unknown(String id) {
    return new SourceView(id, Optional.empty(), SourceLedger.newBuilder().build());
  }

  /**
   * What its connector says that it is, else what its newest frame says; null when neither does.
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
