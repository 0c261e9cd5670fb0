package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps every event that a subscriber read, for the report. Safe for use by several threads. */
final class EventLog implements Consumer<AnalysisEvent> {

  private final Consumer<AnalysisEvent> next;
  private final List<AnalysisEvent> events = new ArrayList<>();

  /** A log that hands each event on to {@code next}. */
  EventLog(Consumer<AnalysisEvent> next) {
    this.next = next;
  }

  @Override
  public void accept(AnalysisEvent event) {
    synchronized (events) {
      events.add(event);
    }
    next.accept(event);
  }

  /** Everything read so far. */
  List<AnalysisEvent> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }
}
