package io.framewise.streams.ledger;

import io.framewise.contract.avro.EventStatus;
import io.framewise.streams.state.MinuteCount;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.Minutes;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The accounting of all sources of a task: of each source's whole life, and of each minute of it. A
 * frame is booked in the minute of its capture, a window in that of its start, whenever they end;
 * so the sums of each span of minutes agree. Confined to the task's thread.
 */
public final class Ledgers {

  /** The state stores that it uses. */
  public static final Set<String> STORES = Set.of(StateStores.LEDGERS, StateStores.MINUTE_LEDGERS);

  /**
   * The ledger of records whose key is no known source. They share one, because anybody who writes
   * to a topic can use any number of names.
   */
  public static final String UNKNOWN_SOURCES = "(unknown)";

  private final KeyValueStore<String, SourceLedger> totals;
  private final KeyValueStore<String, SourceLedger> minutes;

  /** The ledgers of the task that {@code context} belongs to. */
  public Ledgers(ProcessingContext context) {
    this.totals = context.getStateStore(StateStores.LEDGERS);
    this.minutes = context.getStateStore(StateStores.MINUTE_LEDGERS);
  }

  /**
   * The ledger of a source; an empty one when the source is unknown. The caller must not change it.
   */
  public SourceLedger of(String sourceId) {
    return find(totals, sourceId);
  }

  /** Whether a source has a ledger. */
  public boolean isKnown(String sourceId) {
    return totals.get(sourceId) != null;
  }

  /** The source itself when it has a ledger, else {@link #UNKNOWN_SOURCES}. */
  public String knownSource(String sourceId) {
    return isKnown(sourceId) ? sourceId : UNKNOWN_SOURCES;
  }

  /** Forgets a source: its ledger and those of its minutes. */
  public void forget(String sourceId) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, SourceLedger> range =
        minutes.range(Keys.first(sourceId), Keys.last(sourceId))) {
      range.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(minutes::delete);
    totals.delete(sourceId);
  }

  /** The sources of this task. */
  public List<String> sourceIds() {
    List<String> ids = new ArrayList<>();
    try (KeyValueIterator<String, SourceLedger> all = totals.all()) {
      all.forEachRemaining(entry -> ids.add(entry.key));
    }
    return ids;
  }

  /** Changes counts of a source that are not booked by the minute. */
  public void update(String sourceId, Consumer<SourceLedger> change) {
    update(totals, sourceId, change);
  }

  /** Books a change of counts in the minute that holds {@code timeMs} and in the whole. */
  public void book(String sourceId, long timeMs, Consumer<SourceLedger> change) {
    book(sourceId, timeMs, change, total -> {});
  }

  /** The same with a further change of the whole ledger only. */
  public void book(
      String sourceId, long timeMs, Consumer<SourceLedger> change, Consumer<SourceLedger> whole) {
    update(totals, sourceId, change.andThen(whole));
    update(minutes, Keys.from(sourceId, Minutes.begin(timeMs)), change);
  }

  /** Books frames that their window did not select. */
  public void bookNotSelected(String sourceId, List<MinuteCount> frames) {
    for (MinuteCount count : frames) {
      book(
          sourceId,
          count.getMinuteMs(),
          ledger -> ledger.setNotSelected(ledger.getNotSelected() + count.getFrames()));
    }
  }

  /** Books the end of a window and of the frames that it selected and accounts for. */
  public void bookEnd(String sourceId, EventStatus status, Booking booking) {
    book(sourceId, booking.windowMs(), ledger -> endWindow(ledger, status));
    for (MinuteCount count : booking.frames()) {
      book(sourceId, count.getMinuteMs(), ledger -> endFrames(ledger, status, count.getFrames()));
    }
  }

  private static void endWindow(SourceLedger ledger, EventStatus status) {
    switch (status) {
      case ANSWERED -> ledger.setWindowsAnswered(ledger.getWindowsAnswered() + 1);
      case INVALID -> ledger.setWindowsInvalid(ledger.getWindowsInvalid() + 1);
      case EXPIRED -> ledger.setWindowsExpired(ledger.getWindowsExpired() + 1);
      case FAILED -> ledger.setWindowsFailed(ledger.getWindowsFailed() + 1);
      case SHED -> ledger.setWindowsShed(ledger.getWindowsShed() + 1);
    }
  }

  private static void endFrames(SourceLedger ledger, EventStatus status, int frames) {
    switch (status) {
      case ANSWERED -> ledger.setAnswered(ledger.getAnswered() + frames);
      case INVALID -> ledger.setInvalid(ledger.getInvalid() + frames);
      case EXPIRED -> ledger.setExpired(ledger.getExpired() + frames);
      case FAILED -> ledger.setFailed(ledger.getFailed() + frames);
      case SHED -> ledger.setShed(ledger.getShed() + frames);
    }
  }

  /**
   * Removes the minutes of a source that are older than its newest minute by more than {@code
   * history}, except those in which something is still open.
   */
  public void trim(String sourceId, Duration history) {
    newestMinute(sourceId).ifPresent(newest -> trim(sourceId, newest - history.toMillis()));
  }

  /** Begin of the newest minute in which something of a source is booked. */
  public OptionalLong newestMinute(String sourceId) {
    try (KeyValueIterator<String, SourceLedger> newestFirst =
        minutes.reverseRange(Keys.first(sourceId), Keys.last(sourceId))) {
      return newestFirst.hasNext()
          ? OptionalLong.of(Keys.time(newestFirst.next().key))
          : OptionalLong.empty();
    }
  }

  private static SourceLedger find(KeyValueStore<String, SourceLedger> store, String key) {
    SourceLedger ledger = store.get(key);
    return ledger == null ? SourceLedger.newBuilder().build() : ledger;
  }

  private static void update(
      KeyValueStore<String, SourceLedger> store, String key, Consumer<SourceLedger> change) {
    SourceLedger ledger = find(store, key);
    change.accept(ledger);
    store.put(key, ledger);
  }

  private void trim(String sourceId, long keptFromMs) {
    List<String> ended = new ArrayList<>();
    try (KeyValueIterator<String, SourceLedger> range =
        minutes.range(Keys.first(sourceId), Keys.from(sourceId, keptFromMs - 1))) {
      range.forEachRemaining(
          entry -> {
            if (LedgerSums.openFrames(entry.value) == 0
                && LedgerSums.openWindows(entry.value) == 0) {
              ended.add(entry.key);
            }
          });
    }
    if (!ended.isEmpty()) {
      ended.forEach(minutes::delete);
      update(
          sourceId, ledger -> ledger.setKeptFromMs(Math.max(ledger.getKeptFromMs(), keptFromMs)));
    }
  }
}
