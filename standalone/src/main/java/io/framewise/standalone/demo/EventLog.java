package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Notes every event that a subscriber read, where a report will be drawn up from them. Safe for use
 * by several threads.
 */
final class EventLog implements Consumer<AnalysisEvent> {

  private final Function<AnalysisEvent, Optional<EventNote>> noter;
  private final Consumer<AnalysisEvent> next;
  private final List<EventNote> events = new ArrayList<>();

  /**
   * A log that hands each event on to {@code next}.
   *
   * @param noter makes the note of an event; gives none in a demo that may run for days
   */
  EventLog(Function<AnalysisEvent, Optional<EventNote>> noter, Consumer<AnalysisEvent> next) {
    this.noter = noter;
    this.next = next;
  }

  @Override
  public void accept(AnalysisEvent event) {
    Optional<EventNote> note = noter.apply(event);
    synchronized (events) {
      note.ifPresent(events::add);
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
