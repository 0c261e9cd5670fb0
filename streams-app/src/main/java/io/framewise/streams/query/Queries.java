package io.framewise.streams.query;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.KeptFrames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads of what is known now, from this instance's stores. Blocking; safe for use by several
 * threads.
 *
 * <p>Every method throws {@link NotReadyException} while the stores are being restored or moved.
 */
public final class Queries {

  private final KafkaStreams streams;
  private final boolean copiesToo;

  /** Reads what the instance of {@code streams} has to itself. */
  public Queries(KafkaStreams streams) {
    this(streams, false);
  }

  private Queries(KafkaStreams streams, boolean copiesToo) {
    this.streams = streams;
    this.copiesToo = copiesToo;
  }

  /**
   * Reads the copies that this instance keeps of other instances' stores too, and goes on while
   * state moves: what it reads may be behind.
   */
  public static Queries withCopies(KafkaStreams streams) {
    return new Queries(streams, true);
  }

  /**
   * Every source that a connector speaks of or that frames came from, in the order of their ids.
   */
  public List<SourceView> sources() {
    TreeMap<String, SourceView> views = new TreeMap<>();
    forEach(
        this.<SourceStatus>store(StateStores.SOURCE_STATUSES),
        (id, status) -> views.put(id, new SourceView(id, Optional.of(status), emptyLedger())));
    forEach(
        this.<SourceLedger>store(StateStores.LEDGERS),
        (id, ledger) ->
            views.merge(
                id,
                new SourceView(id, Optional.empty(), ledger),
                (known, arrived) -> new SourceView(id, known.status(), ledger)));
    return List.copyOf(views.values());
  }

  /** One source, when it is known. */
  public Optional<SourceView> source(String id) {
    Optional<SourceStatus> status = find(StateStores.SOURCE_STATUSES, id);
    Optional<SourceLedger> ledger = find(StateStores.LEDGERS, id);
    if (status.isEmpty() && ledger.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new SourceView(id, status, ledger.orElseGet(Queries::emptyLedger)));
  }

  /** The newest event of each question set about a source. */
  public List<AnalysisEvent> latest(String sourceId) {
    List<AnalysisEvent> events = new ArrayList<>();
    try (KeyValueIterator<String, AnalysisEvent> range =
        this.<AnalysisEvent>store(StateStores.LATEST_EVENTS)
            .range(Keys.first(sourceId), Keys.last(sourceId))) {
      range.forEachRemaining(entry -> events.add(entry.value));
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
    events.sort(Comparator.comparing(AnalysisEvent::getQuestionSetId));
    return events;
  }

  /**
   * The newest events of a source, or of all, that were made from {@code from} to {@code to};
   * newest first.
   */
  public List<AnalysisEvent> events(
      Optional<String> sourceId, Instant from, Instant to, int limit) {
    List<String> ids =
        sourceId.map(List::of).orElseGet(() -> sources().stream().map(SourceView::id).toList());
    List<AnalysisEvent> events = new ArrayList<>();
    for (String id : ids) {
      try (KeyValueIterator<String, AnalysisEvent> range =
          this.<AnalysisEvent>store(StateStores.EVENT_HISTORY)
              .reverseRange(Keys.from(id, from.toEpochMilli()), Keys.to(id, to.toEpochMilli()))) {
        for (int taken = 0; taken < limit && range.hasNext(); taken++) {
          events.add(range.next().value);
        }
      } catch (InvalidStateStoreException e) {
        throw new NotReadyException(e);
      }
    }
    events.sort(
        Comparator.comparing(AnalysisEvent::getCreatedAt)
            .reversed()
            .thenComparing(AnalysisEvent::getEventId));
    return events.size() > limit ? List.copyOf(events.subList(0, limit)) : events;
  }

  /** The newest state of every alert, in the order of their keys. */
  public List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    forEach(this.<Alert>store(StateStores.ALERTS), (key, alert) -> alerts.add(alert));
    alerts.sort(Comparator.comparing(Alert::getAlertKey));
    return alerts;
  }

  /** How the frames and windows of a source ended, in a span or in its whole life. */
  public Optional<Account> account(String sourceId, Optional<Span> span) {
    try {
      return new AccountReader(this::store).read(sourceId, span);
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
  }

  /** Where the newest frame of a source lies. */
  public Optional<FrameRef> newestFrame(String sourceId) {
    return source(sourceId)
        .map(SourceView::ledger)
        .map(SourceLedger::getNewestFrame)
        .map(KeptFrames::reference);
  }

  private static SourceLedger emptyLedger() {
    return SourceLedger.newBuilder().build();
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> wanted =
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore());
    try {
      return streams.store(copiesToo ? wanted.enableStaleStores() : wanted);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw new NotReadyException(e);
    }
  }

  /** A store says that it is not ready only when it is asked for something. */
  private <V> Optional<V> find(String storeName, String key) {
    try {
      return Optional.ofNullable(this.<V>store(storeName).get(key));
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
  }

  private interface Visitor<V> {
    void visit(String key, V value);
  }

  private static <V> void forEach(ReadOnlyKeyValueStore<String, V> store, Visitor<V> visitor) {
    try (KeyValueIterator<String, V> all = store.all()) {
      all.forEachRemaining(entry -> visitor.visit(entry.key, entry.value));
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
  }
}
