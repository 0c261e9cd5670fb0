package io.framewise.streams.correlate;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.streams.ledger.LedgerSums;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Forgets sources that have been silent for long: removes everything that is kept of them except
 * cleared alerts, which {@code track-alerts} removes once the ledger is gone. A source with open
 * frames, windows or alerts stays. Confined to the task's thread.
 */
final class SilentSources {

  private static final Set<String> BELOW_THE_SOURCE =
      Set.of(
          StateStores.CLOSED_THROUGH,
          StateStores.REFERENCES,
          StateStores.LATEST_EVENTS,
          StateStores.EVENT_HISTORY);

  /** The state stores that it uses. */
  static final Set<String> STORES =
      StateStores.all(
          Ledgers.STORES,
          BELOW_THE_SOURCE,
          Set.of(StateStores.NEWEST_PICTURES, StateStores.ALERTS));

  private final ProcessingContext context;
  private final Ledgers ledgers;
  private final long silenceMs;

  SilentSources(ProcessingContext context, Ledgers ledgers, Duration silence) {
    this.context = context;
    this.ledgers = ledgers;
    this.silenceMs = silence.toMillis();
  }

  /** Forgets a source if it has been silent for long enough. */
  void forget(String sourceId, long nowMs) {
    SourceLedger ledger = ledgers.of(sourceId);
    // A source that has sent no valid frame has only ledgers of minutes.
    long lastMs = Math.max(ledger.getLastArrivalMs(), ledgers.newestMinute(sourceId).orElse(0));
    boolean silent =
        !sourceId.equals(Ledgers.UNKNOWN_SOURCES)
            && nowMs - lastMs > silenceMs
            && LedgerSums.openFrames(ledger) == 0
            && LedgerSums.openWindows(ledger) == 0;
    if (!silent || hasOpenAlert(sourceId)) {
      return;
    }
    for (String name : BELOW_THE_SOURCE) {
      KeyValueStore<String, Object> store = context.getStateStore(name);
      keys(store, sourceId).forEach(store::delete);
    }
    context
        .<KeyValueStore<String, Long>>getStateStore(StateStores.NEWEST_PICTURES)
        .delete(sourceId);
    ledgers.forget(sourceId);
  }

  private boolean hasOpenAlert(String sourceId) {
    KeyValueStore<String, Alert> alerts = context.getStateStore(StateStores.ALERTS);
    try (KeyValueIterator<String, Alert> range =
        alerts.range(Keys.first(sourceId), Keys.last(sourceId))) {
      while (range.hasNext()) {
        if (range.next().value.getState() != AlertState.CLEARED) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> keys(KeyValueStore<String, Object> store, String sourceId) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, Object> range =
        store.range(Keys.first(sourceId), Keys.last(sourceId))) {
      range.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }
}
