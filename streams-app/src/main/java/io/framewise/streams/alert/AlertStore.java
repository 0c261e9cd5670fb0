package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.streams.alert.AlertPhase.Open;
import io.framewise.streams.alert.AlertPhase.Quiet;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.state.AlertTrack;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The alerts of a task and the state of their rules. A change of an alert is stored, counted and
 * forwarded to the topic. Confined to the task's thread.
 */
final class AlertStore {

  /** The state stores that it uses. */
  static final Set<String> STORES =
      StateStores.all(Ledgers.STORES, Set.of(StateStores.ALERTS, StateStores.ALERT_TRACKS));

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

  /**
   * The phase of an alert under one version of its question set. The rule of another version starts
   * anew.
   */
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
      tracks.delete(stateKey(key)); // most parts have no alert, and there are many parts
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
   * The keys of parts without an open alert that were last seen before {@code beforeMs} by the wall
   * clock.
   */
  List<String> overOfPartsBefore(long beforeMs) {
    List<String> over = new ArrayList<>();
    try (KeyValueIterator<String, AlertTrack> all = tracks.all()) {
      while (all.hasNext()) {
        KeyValue<String, AlertTrack> entry = all.next();
        if (AlertKey.isOfPart(Keys.part(entry.key)) && entry.value.getKeptAtMs() < beforeMs) {
          Alert alert = alerts.get(entry.key);
          if (alert == null || !isOpen(alert)) {
            over.add(entry.key);
          }
        }
      }
    }
    return over;
  }

  /**
   * The keys of alerts and rule states, without open alerts, of sources that have no ledger any
   * more.
   */
  Set<String> ofForgottenSources() {
    Set<String> keys = new TreeSet<>();
    for (KeyValueStore<String, ?> store : List.of(alerts, tracks)) {
      try (KeyValueIterator<String, ?> all = store.all()) {
        all.forEachRemaining(entry -> keys.add(entry.key));
      }
    }
    open().forEach(alert -> keys.remove(Keys.of(alert.getSourceId(), alert.getAlertKey())));
    keys.removeIf(key -> ledgers.isKnown(Keys.sourceId(key)));
    return keys;
  }

  /**
   * By source, the open alerts of parts in excess of {@code most}: the oldest ones of the lowest
   * severity.
   */
  Map<String, List<Alert>> openOfPartsBeyond(int most) {
    Map<String, List<Alert>> bySource = new TreeMap<>();
    for (Alert alert : open()) {
      if (AlertKey.isOfPart(alert.getAlertKey())) {
        bySource.computeIfAbsent(alert.getSourceId(), id -> new ArrayList<>()).add(alert);
      }
    }
    bySource.values().removeIf(open -> open.size() <= most);
    bySource.replaceAll((sourceId, open) -> leastOf(open, open.size() - most));
    return bySource;
  }

  static List<Alert> leastOf(List<Alert> open, int count) {
    return open.stream()
        .sorted(
            Comparator.comparing(Alert::getSeverity)
                .thenComparing(Alert::getRaisedAt)
                .thenComparing(Alert::getAlertKey))
        .limit(count)
        .toList();
  }

  /** Clears an open alert, and forgets it. */
  void giveUp(Alert alert, String reason) {
    publish(AlertLogic.withoutRule(alert, reason));
    forget(Keys.of(alert.getSourceId(), alert.getAlertKey()));
  }

  /** Forgets the alert and the rule state under a key, and deletes the alert from the topic. */
  void forget(String key) {
    Alert alert = alerts.get(key);
    if (alert != null) {
      alerts.delete(key);
      context.forward(new Record<>(alert.getAlertKey(), null, context.currentSystemTimeMs()));
    }
    tracks.delete(key);
  }

  /** Stores an alert that has changed, counts it and forwards it. */
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
