package io.framewise.streams.correlate;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.backlog.CommitPace;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books how each request ended, keeps its event for queries, and passes it on to the events topic.
 * Every event goes through this processor.
 */
public final class RecordEvents implements Processor<String, EndedRequest, String, AnalysisEvent> {

  /** The state stores that it uses. */
  public static final Set<String> STORES =
      StateStores.all(
          Ledgers.STORES,
          SilentSources.STORES,
          Set.of(StateStores.LATEST_EVENTS, StateStores.EVENT_HISTORY));

  private static final Logger LOG = LoggerFactory.getLogger(RecordEvents.class);
  private static final Duration TRIM_EVERY = Duration.ofMinutes(1);

  private static final Duration SETS_CHECK = Duration.ofSeconds(1);

  private final StreamsSettings settings;
  private final CommitPace pace;
  private ProcessorContext<String, AnalysisEvent> context;
  private Ledgers ledgers;
  private KeyValueStore<String, AnalysisEvent> latestEvents;
  private KeyValueStore<String, AnalysisEvent> eventHistory;

  private KnownSets sets;
  private SilentSources silent;

  /** A processor that keeps events, and the ledgers of minutes, as long as the settings say. */
  public RecordEvents(StreamsSettings settings, CommitPace pace) {
    this.settings = settings;
    this.pace = pace;
  }

  @Override
  public void init(ProcessorContext<String, AnalysisEvent> context) {
    this.context = context;
    this.ledgers = new Ledgers(context);
    this.latestEvents = context.getStateStore(StateStores.LATEST_EVENTS);
    this.eventHistory = context.getStateStore(StateStores.EVENT_HISTORY);
    this.sets = new KnownSets(context);
    this.silent = new SilentSources(context, ledgers, settings.remembersSources());
    context.schedule(CommitPace.CHECK, PunctuationType.WALL_CLOCK_TIME, now -> pace.check(context));
    context.schedule(SETS_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> forgetRemovedSets());
    context.schedule(TRIM_EVERY, PunctuationType.WALL_CLOCK_TIME, this::trim);
  }

  @Override
  public void process(Record<String, EndedRequest> record) {
    EndedRequest ended = record.value();
    long now = context.currentSystemTimeMs();
    AnalysisEvent event =
        AnalysisEvent.newBuilder(ended.event()).setCreatedAt(Instant.ofEpochMilli(now)).build();
    ledgers.bookEnd(record.key(), event.getStatus(), ended.booking());
    if (sets.isThere(event.getQuestionSetId())) {
      String key = Keys.of(record.key(), event.getQuestionSetId());
      SameAnswers.mark(event, Optional.ofNullable(latestEvents.get(key)));
      latestEvents.put(key, event);
    }
    eventHistory.put(Keys.inHistory(event), event);
    context.forward(new Record<>(record.key(), event, now));
    pace.await(context);
  }

  /** Forgets the newest answers of question sets that were removed. */
  private void forgetRemovedSets() {
    if (!sets.haveChanged()) {
      return;
    }
    List<String> removed = new ArrayList<>();
    try (KeyValueIterator<String, AnalysisEvent> all = latestEvents.all()) {
      all.forEachRemaining(
          entry -> {
            if (!sets.isThere(entry.value.getQuestionSetId())) {
              removed.add(entry.key);
            }
          });
    }
    removed.forEach(latestEvents::delete);
  }

  /** Removes old state. A failure at one source does not keep the others from being trimmed. */
  private void trim(long nowMs) {
    for (String sourceId : ledgers.sourceIds()) {
      try {
        ledgers.trim(sourceId, settings.eventHistory());
        trimEvents(sourceId, nowMs - settings.eventHistory().toMillis());
        silent.forget(sourceId, nowMs);
      } catch (KafkaException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue(SOURCE_ID, sourceId)
            .setCause(e)
            .log("old state of a source could not be removed");
      }
    }
  }

  private void trimEvents(String sourceId, long oldestMs) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, AnalysisEvent> range =
        eventHistory.range(Keys.first(sourceId), Keys.from(sourceId, oldestMs))) {
      range.forEachRemaining(entry -> old.add(entry.key));
    }
    old.forEach(eventHistory::delete);
  }
}
