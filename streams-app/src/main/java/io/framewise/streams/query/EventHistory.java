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
import java.util.function.Predicate;
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

  /**
   * The entries of the newest events of a source, or of all sources, that were made from {@code
   * from} to {@code to}; the newest first.
   *
   * @param visible the sources whose events are listed
   */
  List<HistoryEntry> newest(
      Optional<String> sourceId, Predicate<String> visible, Instant from, Instant to, int limit) {
    PriorityQueue<HistoryEntry> oldestFirst =
        new PriorityQueue<>(HistoryEntry.NEWEST_FIRST.reversed());
    for (AccountReader.Stores stores : state.partitions()) {
      for (String id : sources(stores, sourceId).stream().filter(visible).toList()) {
        visit(stores, id, from, to, entry -> keep(entry, oldestFirst, limit));
      }
    }
    List<HistoryEntry> entries = new ArrayList<>(oldestFirst);
    entries.sort(HistoryEntry.NEWEST_FIRST);
    return entries;
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
      int most = Math.max(LEAST_SEARCHED_OF_A_SOURCE, MOST_SEARCHED / Math.max(1, ids.size()));
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

  private static final class Search implements Predicate<HistoryEntry> {

    private final String eventId;
    private int left;
    private HistoryEntry found;

    Search(String eventId, int most) {
      this.eventId = eventId;
      this.left = most;
    }

    @Override
    public boolean test(HistoryEntry entry) {
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
      AccountReader.Stores stores,
      String sourceId,
      Instant from,
      Instant to,
      Predicate<HistoryEntry> wantsMore) {
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
            wantsMore.test(
                new HistoryEntry(event.getCreatedAt(), event.getEventId(), stored.key, stores));
      }
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
  }
}
