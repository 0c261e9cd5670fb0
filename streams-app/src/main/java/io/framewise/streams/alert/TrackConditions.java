package io.framewise.streams.alert;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.Severity;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.window.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Raises an alert when a source's frames say that something is wrong with its pictures, such as
 * frozen, black or blurred, and clears it when they no longer do. No model and no question set is
 * needed for that. Frames decide in the order of their capture; one that comes late changes
 * nothing.
 */
public final class TrackConditions implements Processor<String, ArrivedFrame, String, Alert> {

  /** The state stores that it uses. */
  public static final Set<String> STORES = AlertStore.STORES;

  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
  private static final String CLEARED = "the pictures are as usual again";
  private static final String FORGOTTEN = "no frame of the source has come for long";

  private final Duration remembered;
  private AlertStore alerts;
  private Ledgers ledgers;
  // What is open by source, so that a frame with which nothing is wrong costs one look.
  private final Map<String, Set<String>> open = new HashMap<>();

  /**
   * A processor.
   *
   * @param remembered how long a source may be silent before its alerts are cleared
   */
  public TrackConditions(Duration remembered) {
    this.remembered = remembered;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.alerts = new AlertStore(context);
    this.ledgers = new Ledgers(context);
    open.clear();
    alerts.open().stream()
        .filter(AlertKey::isOfCondition)
        .forEach(alert -> opened(alert.getSourceId()).add(alert.getQuestionId()));
    context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, this::clearSilent);
  }

  private Set<String> opened(String sourceId) {
    return open.computeIfAbsent(sourceId, id -> new TreeSet<>());
  }

  @Override
  public void process(Record<String, ArrivedFrame> record) {
    ArrivedFrame frame = record.value();
    List<String> now = Scene.conditions(frame.header());
    Set<String> before = open.getOrDefault(record.key(), Set.of());
    if (now.isEmpty() && before.isEmpty()) {
      return;
    }
    now.stream()
        .filter(condition -> !before.contains(condition))
        .forEach(condition -> raise(record.key(), condition, frame));
    List.copyOf(before).stream()
        .filter(condition -> !now.contains(condition))
        .forEach(condition -> clear(record.key(), condition, frame));
  }

  private void raise(String sourceId, String condition, ArrivedFrame frame) {
    AlertKey key = AlertKey.ofCondition(sourceId, condition);
    boolean isOld =
        alerts
            .find(sourceId, key.text())
            .filter(last -> !capturedAt(frame).isAfter(last.getChangedAt()))
            .isPresent();
    if (!isOld) {
      opened(sourceId).add(condition);
      alerts.publish(raised(key, condition, frame));
    }
  }

  private static Alert raised(AlertKey key, String condition, ArrivedFrame frame) {
    return Alert.newBuilder()
        .setAlertKey(key.text())
        .setSourceId(key.sourceId())
        .setQuestionSetId(key.questionSetId())
        .setQuestionId(condition)
        .setState(AlertState.RAISED)
        .setSeverity(Severity.WARNING)
        .setValue(condition)
        .setEventId(frame.header().getFrameId())
        .setRaisedByEventId(frame.header().getFrameId())
        .setRaisedAt(capturedAt(frame))
        .setChangedAt(capturedAt(frame))
        .setFrames(List.of(frame.reference()))
        .build();
  }

  private void clear(String sourceId, String condition, ArrivedFrame frame) {
    alerts
        .open(AlertKey.ofCondition(sourceId, condition))
        .filter(alert -> capturedAt(frame).isAfter(alert.getChangedAt()))
        .ifPresent(
            alert -> {
              open.get(sourceId).remove(condition);
              alerts.publish(
                  Alert.newBuilder(alert)
                      .setState(AlertState.CLEARED)
                      .setEventId(frame.header().getFrameId())
                      .setChangedAt(capturedAt(frame))
                      .setFrames(List.of(frame.reference()))
                      .setReason(CLEARED)
                      .build());
            });
  }

  private static Instant capturedAt(ArrivedFrame frame) {
    return frame.reference().getCapturedAt();
  }

  /** Of a source that is gone for good no frame would ever clear the alert. */
  private void clearSilent(long nowMs) {
    List<String> silent =
        open.keySet().stream()
            .filter(id -> nowMs - ledgers.of(id).getLastArrivalMs() > remembered.toMillis())
            .toList();
    alerts.open().stream()
        .filter(AlertKey::isOfCondition)
        .filter(alert -> silent.contains(alert.getSourceId()))
        .forEach(alert -> alerts.publish(AlertLogic.withoutRule(alert, FORGOTTEN)));
    silent.forEach(open::remove);
  }
}
