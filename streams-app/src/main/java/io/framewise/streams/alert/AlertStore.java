package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.streams.alert.AlertPhase.Open;
import io.framewise.streams.alert.AlertPhase.Quiet;
import io.framewise.streams.state.AlertTrack;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.Ledgers;
import io.framewise.streams.store.StateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The alerts of a task, with what their rules remember, and the way onto the topic: whatever
 * changes an alert here is forwarded and counted. Confined to the task's thread.
 */
final class AlertStore {

  private final ProcessorContext<String, Alert> context;
  private final KeyValueStore<String, Alert> alerts;
  private final KeyValueStore<String, AlertTrack> tracks;
  private final Ledgers ledgers;

  AlertStore(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.alerts = context.getStateStore(StateStores.ALERTS);
    this.tracks = context.getStateStore(StateStores.ALERT_TRACKS);
    this.ledgers = new Ledgers(context);
  }

  /** Where the alert of a question set's version stands; a rule of another version starts anew. */
  AlertPhase phase(AlertKey key, int version) {
    AlertTrack track = tracks.get(stateKey(key));
    if (track == null || track.getQuestionSetVersion() != version) {
      return Quiet.NEW;
    }
    return open(key)
        .<AlertPhase>map(alert -> new Open(alert, track.getUnmet()))
        .orElseGet(() -> new Quiet(track.getMet(), Instant.ofEpochMilli(track.getNotBeforeMs())));
  }

  void keep(AlertKey key, int version, AlertPhase phase) {
    if (!key.part().isEmpty() && phase.equals(Quiet.NEW)) {
      tracks.delete(stateKey(key)); // most parts are sound, and there are many
      return;
    }
    AlertTrack.Builder track =
        AlertTrack.newBuilder()
            .setQuestionSetVersion(version)
            .setKeptAtMs(context.currentSystemTimeMs());
    if (phase instanceof Quiet quiet) {
      track.setMet(quiet.met()).setNotBeforeMs(quiet.notBefore().toEpochMilli());
    } else {
      track.setUnmet(((Open) phase).unmet());
    }
    tracks.put(stateKey(key), track.build());
  }

  /** The open alert of a key. */
  Optional<Alert> open(AlertKey key) {
    return find(key.sourceId(), key.text()).filter(AlertStore::isOpen);
  }

  /** The alert of a source by its key on the topic, open or not. */
  Optional<Alert> find(String sourceId, String alertKey) {
    return Optional.ofNullable(alerts.get(Keys.of(sourceId, alertKey)));
  }

  /** All open alerts of this task. */
  List<Alert> open() {
    List<Alert> open = new ArrayList<>();
    try (KeyValueIterator<String, Alert> all = alerts.all()) {
      all.forEachRemaining(
          entry -> {
            if (isOpen(entry.value)) {
              open.add(entry.value);
            }
          });
    }
    return open;
  }

  /**
   * The keys, in this store, of what is about one part and has not been looked at since {@code
   * beforeMs} by the wall clock: parts are without number.
   */
  List<String> ofPartsBefore(long beforeMs) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, AlertTrack> all = tracks.all()) {
      all.forEachRemaining(
          entry -> {
            if (AlertKey.isOfPart(Keys.part(entry.key)) && entry.value.getKeptAtMs() < beforeMs) {
              old.add(entry.key);
            }
          });
    }
    return old;
  }

  /** Forgets an alert; one that is open is cleared first. */
  void forget(String key, String reason) {
    Alert alert = alerts.get(key);
    if (alert != null) {
      if (isOpen(alert)) {
        publish(AlertLogic.withoutRule(alert, reason));
      }
      alerts.delete(key);
      context.forward(new Record<>(alert.getAlertKey(), null, context.currentSystemTimeMs()));
    }
    tracks.delete(key);
  }

  /** Keeps an alert that has changed, counts it and sends it on. */
  void publish(Alert alert) {
    alerts.put(Keys.of(alert.getSourceId(), alert.getAlertKey()), alert);
    if (alert.getState() == AlertState.RAISED) {
      ledgers.update(
          alert.getSourceId(), ledger -> ledger.setAlertsRaised(ledger.getAlertsRaised() + 1));
    } else if (alert.getState() == AlertState.CLEARED) {
      ledgers.update(
          alert.getSourceId(), ledger -> ledger.setAlertsCleared(ledger.getAlertsCleared() + 1));
    }
    context.forward(new Record<>(alert.getAlertKey(), alert, context.currentSystemTimeMs()));
  }

  private static boolean isOpen(Alert alert) {
    return alert.getState() != AlertState.CLEARED;
  }

  private static String stateKey(AlertKey key) {
    return Keys.of(key.sourceId(), key.text());
  }
}
