package io.framewise.streams.query;

import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.health.Endings;
import io.framewise.streams.ledger.Account;
import io.framewise.streams.ledger.MinuteRange;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.KeptFrames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Queries of the current state, from the stores of this instance. Blocking; safe for use by several
 * threads.
 *
 * <p>Every method throws {@link NotReadyException} while the stores are being restored or moved.
 */
public final class Queries {

  private final StateView state;
  private final EventHistory history;

  /** Reads the tasks that the instance of {@code streams} runs itself. */
  public Queries(KafkaStreams streams) {
    this(new KafkaStateView(streams, false));
  }

  Queries(StateView state) {
    this.state = state;
    this.history = new EventHistory(state);
  }

  /**
   * Also reads the standby copies of other instances' stores, and keeps answering while state is
   * moved. The answers may be out of date.
   */
  public static Queries withCopies(KafkaStreams streams) {
    return new Queries(new KafkaStateView(streams, true));
  }

  /**
   * Every source that has a status or has sent frames, in the order of their ids. Pictures that
   * came with questions are no source that anybody watches.
   */
  public List<SourceView> sources() {
    return sources("", Integer.MAX_VALUE, id -> true);
  }

  /**
   * The first sources whose ids come after {@code after}, at most {@code limit}.
   *
   * @param visible by their ids, which are listed
   */
  public List<SourceView> sources(String after, int limit, Predicate<String> visible) {
    Predicate<String> listed =
        visible.and(id -> id.compareTo(after) > 0 && !id.equals(OnTheSpot.SOURCE));
    NavigableMap<String, SourceView> views = new TreeMap<>();
    forEach(
        this.<SourceStatus>store(StateStores.SOURCE_STATUSES),
        (id, status) ->
            keep(views, listed, limit, new SourceView(id, Optional.of(status), emptyLedger())));
    forEach(
        this.<SourceLedger>store(StateStores.LEDGERS),
        (id, ledger) -> keep(views, listed, limit, new SourceView(id, Optional.empty(), ledger)));
    return List.copyOf(views.values());
  }

  private static void keep(
      NavigableMap<String, SourceView> views,
      Predicate<String> listed,
      int limit,
      SourceView view) {
    if (!listed.test(view.id())) {
      return;
    }
    views.merge(
        view.id(),
        view,
        (known, arrived) -> new SourceView(known.id(), known.status(), arrived.ledger()));
    if (views.size() > limit) {
      views.pollLastEntry();
    }
  }

  /** Whether the state of a source is here, if there is such a source. */
  public boolean isHere(String sourceId) {
    return state.isHere(sourceId);
  }

  /** One source, when it is known. */
  public Optional<SourceView> source(String id) {
    Optional<SourceStatus> status = find(StateStores.SOURCE_STATUSES, id);
    Optional<SourceLedger> ledger = find(StateStores.LEDGERS, id);
    if (ledger.isEmpty()) {
      if (!state.isHere(id)) {
        throw new NotReadyException();
      }
      ledger = find(StateStores.LEDGERS, id); // it may have come since it was looked for
    }
    if (status.isEmpty() && ledger.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new SourceView(id, status, ledger.orElseGet(Queries::emptyLedger)));
  }

  /** The newest event of each question set about a source, of those sets that ask about it now. */
  public List<AnalysisEvent> latest(SourceView source) {
    Set<String> asking = Set.copyOf(AskedBy.of(questionSets(), source));
    List<AnalysisEvent> events = new ArrayList<>();
    try (KeyValueIterator<String, AnalysisEvent> range =
        this.<AnalysisEvent>store(StateStores.LATEST_EVENTS)
            .range(Keys.first(source.id()), Keys.last(source.id()))) {
      while (range.hasNext()) {
        AnalysisEvent event = range.next().value;
        if (asking.contains(event.getQuestionSetId())) {
          events.add(event);
        }
      }
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
    events.sort(Comparator.comparing(AnalysisEvent::getQuestionSetId));
    return events;
  }

  /**
   * The newest events that are wanted, newest first. Each event is read when the list gets to it,
   * so events that retention removes meanwhile are missing.
   */
  public EventList events(EventQuery query, int limit) {
    EventHistory.Found found = history.newest(query, limit);
    return new EventList(
        found.entries().stream().map(history::at).flatMap(Optional::stream).iterator(),
        found.searchedTo());
  }

  /**
   * The event of an id: the newest of a question set, or one in the history.
   *
   * @param sourceId its source, where that is known
   * @param at when it was made, where that is known; with the source it makes the search short
   */
  public Optional<AnalysisEvent> event(
      String eventId, Optional<String> sourceId, Optional<Instant> at) {
    return history.find(eventId, sourceId, at);
  }

  /**
   * Visits the newest state of every alert, in no particular order, without holding them in memory.
   */
  public void alerts(Consumer<Alert> visitor) {
    forEach(this.<Alert>store(StateStores.ALERTS), (key, alert) -> visitor.accept(alert));
  }

  /** The question sets. */
  public List<QuestionSet> questionSets() {
    List<QuestionSet> sets = new ArrayList<>();
    forEach(this.<QuestionSet>store(StateStores.QUESTION_SETS), (id, set) -> sets.add(set));
    return sets;
  }

  /** Counts of the requests about each source; empty while the state is being moved. */
  public Optional<Map<String, Endings>> endings() {
    try {
      Map<String, Endings> endings = new HashMap<>();
      forEach(
          this.<SourceLedger>store(StateStores.LEDGERS),
          (id, ledger) ->
              endings.put(
                  id,
                  new Endings(
                      ledger.getWindowsAnswered()
                          + ledger.getWindowsInvalid()
                          + ledger.getWindowsFailed(),
                      ledger.getWindowsExpired(),
                      ledger.getOpenRequests())));
      return Optional.of(endings);
    } catch (NotReadyException e) {
      return Optional.empty();
    }
  }

  /** How the frames and windows of a source ended, in a span or in its whole life. */
  public Optional<Account> account(String sourceId, Optional<MinuteRange> span) {
    try {
      return new AccountReader(state).read(sourceId, span);
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
    return state.store(name);
  }

  /** Reads one value. A store reports that it is not ready only when it is read. */
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
