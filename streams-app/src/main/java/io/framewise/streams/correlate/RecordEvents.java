package io.framewise.streams.correlate;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.Ledgers;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Books how each request ended, keeps the event for queries, and passes it on to the events topic.
 * The one place where an event is made.
 */
public final class RecordEvents implements Processor<String, EndedRequest, String, AnalysisEvent> {

  private static final Duration TRIM_EVERY = Duration.ofMinutes(1);

  private final Duration history;
  private ProcessorContext<String, AnalysisEvent> context;
  private Ledgers ledgers;
  private KeyValueStore<String, AnalysisEvent> latestEvents;
  private KeyValueStore<String, AnalysisEvent> eventHistory;

  /** A processor that keeps events, and the ledgers of minutes, for {@code history}. */
  public RecordEvents(Duration history) {
    this.history = history;
  }

  @Override
  public void init(ProcessorContext<String, AnalysisEvent> context) {
    this.context = context;
    this.ledgers = new Ledgers(context);
    this.latestEvents = context.getStateStore(StateStores.LATEST_EVENTS);
    this.eventHistory = context.getStateStore(StateStores.EVENT_HISTORY);
    context.schedule(TRIM_EVERY, PunctuationType.WALL_CLOCK_TIME, this::trim);
  }

  @Override
  public void process(Record<String, EndedRequest> record) {
    EndedRequest ended = record.value();
    long now = context.currentSystemTimeMs();
    AnalysisEvent event =
        AnalysisEvent.newBuilder(ended.event()).setCreatedAt(Instant.ofEpochMilli(now)).build();
    ledgers.bookEnd(record.key(), event.getStatus(), ended.booking());
    latestEvents.put(Keys.of(record.key(), event.getQuestionSetId()), event);
    eventHistory.put(Keys.inHistory(event), event);
    context.forward(new Record<>(record.key(), event, now));
  }

  private void trim(long nowMs) {
    ledgers.trim(history);
    long oldestMs = nowMs - history.toMillis();
    for (String sourceId : ledgers.sourceIds()) {
      List<String> old = new ArrayList<>();
      try (KeyValueIterator<String, AnalysisEvent> range =
          eventHistory.range(Keys.first(sourceId), Keys.from(sourceId, oldestMs))) {
        range.forEachRemaining(entry -> old.add(entry.key));
      }
      old.forEach(eventHistory::delete);
    }
  }
}
