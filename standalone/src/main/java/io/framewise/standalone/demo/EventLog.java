package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Notes every event that a subscriber read, where a report will be drawn up from them. Safe for use
 * by several threads.
 */
final class EventLog implements Consumer<AnalysisEvent> {

  private final boolean keep;
  private final Consumer<AnalysisEvent> next;
  private final List<EventNote> events = new ArrayList<>();

  /**
   * A log that hands each event on to {@code next}.
   *
   * @param keep false for a demo that may run for days: nothing is noted then
   */
  EventLog(boolean keep, Consumer<AnalysisEvent> next) {
    this.keep = keep;
    this.next = next;
  }

  @Override
  public void accept(AnalysisEvent event) {
    if (keep) {
      synchronized (events) {
        events.add(EventNote.of(event));
      }
    }
    next.accept(event);
  }

  /** Everything noted so far. */
  List<EventNote> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }
}
