package io.framewise.streams.query;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Reads the event history. However many sources there are and however long their histories, it
 * holds one event, as many entries as are asked for and one open iterator in memory. Blocking; safe
 * for use by several threads.
 */
final class EventHistory {

  /** How many events are searched for one of which only the id is known. */
  static final int MOST_SEARCHED = 20_000;

  private static final int LEAST_SEARCHED_OF_A_SOURCE = 100;

  private final StateView state;

  EventHistory(StateView state) {
    this.state = state;
  }

  /** Entries that were found, the newest first, and where the search was given up. */
  record Found(List<HistoryEntry> entries, Optional<EventCursor> searchedTo) {}

  /**
   * The entries of the newest events that are wanted, at most {@code limit}. Of each source only so
   * many events are searched that do not match; then the list ends where the search did.
   */
  Found newest(EventQuery query, int limit) {
    PriorityQueue<HistoryEntry> oldestFirst =
        new PriorityQueue<>(HistoryEntry.NEWEST_FIRST.reversed());
    Optional<Instant> searchedTo = Optional.empty();
    for (AccountReader.Stores stores : state.partitions()) {
      List<String> ids =
          query.sources().isEmpty()
              ? sources(stores, Optional.empty())
              : List.copyOf(query.sources());
      int most = most(ids);
      for (String id : ids) {
        if (query.takesSource(id)) {
          Matching matching = new Matching(query, most, oldestFirst, limit);
          visit(stores, id, query.from(), query.newest(), matching);
          searchedTo = newer(searchedTo, matching.gaveUpAt());
        }
      }
    }
    List<HistoryEntry> entries = new ArrayList<>(oldestFirst);
    searchedTo.ifPresent(end -> entries.removeIf(entry -> !entry.createdAt().isAfter(end)));
    entries.sort(HistoryEntry.NEWEST_FIRST);
    return new Found(entries, searchedTo.map(end -> new EventCursor(end, "")));
  }

  private static int most(List<String> ids) {
    return Math.max(LEAST_SEARCHED_OF_A_SOURCE, MOST_SEARCHED / Math.max(1, ids.size()));
  }

  private static Optional<Instant> newer(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || other.filter(one.get()::isBefore).isPresent() ? other : one;
  }

  /** Passes on what matches, and gives up after too much that does not. */
  private static final class Matching implements Visitor {

    private final EventQuery query;
    private final PriorityQueue<HistoryEntry> oldestFirst;
    private final int limit;
    private int left;
    private Optional<Instant> gaveUpAt = Optional.empty();

    Matching(EventQuery query, int most, PriorityQueue<HistoryEntry> oldestFirst, int limit) {
      this.query = query;
      this.left = most;
      this.oldestFirst = oldestFirst;
      this.limit = limit;
    }

    @Override
    public boolean wantsMore(HistoryEntry entry, AnalysisEvent event) {
      if (query.takes(event)) {
        return keep(entry, oldestFirst, limit);
      }
      boolean behind =
          oldestFirst.size() >= limit
              && entry.createdAt().isBefore(oldestFirst.element().createdAt());
      if (behind) {
        return false;
      }
      left--;
      if (left == 0) {
        gaveUpAt = Optional.of(entry.createdAt());
      }
      return left > 0;
    }

    Optional<Instant> gaveUpAt() {
      return gaveUpAt;
    }
  }

  /** Takes events, newest first. */
  private interface Visitor {
    /** Takes one; returns whether more are wanted. */
    boolean wantsMore(HistoryEntry entry, AnalysisEvent event);
  }

  /** Whether an older event of the same source may still be among the newest. */
  private static boolean keep(
      HistoryEntry entry, PriorityQueue<HistoryEntry> oldestFirst, int limit) {
    if (oldestFirst.size() < limit) {
      oldestFirst.add(entry);
      return true;
    }
    HistoryEntry oldest = oldestFirst.element();
    if (HistoryEntry.NEWEST_FIRST.compare(entry, oldest) < 0) {
      oldestFirst.remove();
      oldestFirst.add(entry);
      return true;
    }
    return !entry.createdAt().isBefore(oldest.createdAt());
  }

  /** The event of an entry; empty when retention has removed it meanwhile. */
  Optional<AnalysisEvent> at(HistoryEntry entry) {
    try {
      return Optional.ofNullable(
          entry.stores().<AnalysisEvent>store(StateStores.EVENT_HISTORY).get(entry.key()));
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
  }

  /**
   * Finds an event by its id. With its source and time it is looked up directly, otherwise the
   * newest events of each source are searched.
   */
  Optional<AnalysisEvent> find(String eventId, Optional<String> sourceId, Optional<Instant> at) {
    for (AccountReader.Stores stores : state.partitions()) {
      List<String> ids = sources(stores, sourceId);
      int most = most(ids);
      for (String id : ids) {
        Search search = new Search(eventId, most);
        Instant from = at.orElse(Instant.EPOCH);
        visit(stores, id, from, at.orElse(Instant.ofEpochMilli(Long.MAX_VALUE)), search);
        if (search.found != null) {
          return at(search.found);
        }
      }
    }
    return Optional.empty();
  }

  private static final class Search implements Visitor {

    private final String eventId;
    private int left;
    private HistoryEntry found;

    Search(String eventId, int most) {
      this.eventId = eventId;
      this.left = most;
    }

    @Override
    public boolean wantsMore(HistoryEntry entry, AnalysisEvent event) {
      if (entry.eventId().equals(eventId)) {
        found = entry;
      }
      left--;
      return found == null && left > 0;
    }
  }

  /**
   * The sources with a history in a partition. A producer may spread a source over several
   * partitions.
   */
  private static List<String> sources(AccountReader.Stores stores, Optional<String> wanted) {
    if (wanted.isPresent()) {
      return List.of(wanted.get());
    }
    List<String> ids = new ArrayList<>();
    try (KeyValueIterator<String, SourceLedger> ledgers =
        stores.<SourceLedger>store(StateStores.LEDGERS).all()) {
      ledgers.forEachRemaining(entry -> ids.add(entry.key));
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
    return ids;
  }

  /** Visits the events of a source, newest first, as long as more are wanted. */
  private static void visit(
      AccountReader.Stores stores, String sourceId, Instant from, Instant to, Visitor visitor) {
    try (KeyValueIterator<String, AnalysisEvent> range =
        stores
            .<AnalysisEvent>store(StateStores.EVENT_HISTORY)
            .reverseRange(
                Keys.from(sourceId, from.toEpochMilli()), Keys.to(sourceId, to.toEpochMilli()))) {
      boolean more = true;
      while (more && range.hasNext()) {
        KeyValue<String, AnalysisEvent> stored = range.next();
        AnalysisEvent event = stored.value;
        more =
            visitor.wantsMore(
                new HistoryEntry(event.getCreatedAt(), event.getEventId(), stored.key, stores),
                event);
      }
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
  }
}
