package io.framewise.streams.query;

import io.framewise.streams.ledger.Account;
import io.framewise.streams.ledger.LedgerSums;
import io.framewise.streams.ledger.MinuteCounts;
import io.framewise.streams.ledger.MinuteRange;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.state.WaitingWindow;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.PendingRequest;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads accounts while the topology is booking. Safe for use by several threads. */
public final class AccountReader {

  private static final int TRIES = 10;
  private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

  /** Where the stores come from. */
  public interface Stores {
    /** The store of a name. */
    <V> ReadOnlyKeyValueStore<String, V> store(String name);
  }

  private final Stores stores;

  /** A reader of accounts in {@code stores}. */
  public AccountReader(Stores stores) {
    this.stores = stores;
  }

  /**
   * The account of a source; empty when it has sent nothing. Several stores are read one after the
   * other. When a booking happens in between, the sums disagree and the stores are read again.
   */
  public Optional<Account> read(String sourceId, Optional<MinuteRange> span) {
    Optional<Account> account = readOnce(sourceId, span);
    for (int tries = 1; tries < TRIES && disagrees(account); tries++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      account = readOnce(sourceId, span);
    }
    return account;
  }

  private static boolean disagrees(Optional<Account> account) {
    return account.isPresent() && !account.get().problems().isEmpty();
  }

  private Optional<Account> readOnce(String sourceId, Optional<MinuteRange> span) {
    SourceLedger total = stores.<SourceLedger>store(StateStores.LEDGERS).get(sourceId);
    if (total == null) {
      return Optional.empty();
    }
    Open open = new Open(span);
    visit(StateStores.OPEN_WINDOWS, Keys.first(sourceId), Keys.last(sourceId), open::addWindow);
    visit(
        StateStores.PENDING_REQUESTS, Keys.first(sourceId), Keys.last(sourceId), open::addRequest);
    visit(StateStores.WAITING_WINDOWS, Keys.first(sourceId), Keys.last(sourceId), open::addWaiting);
    SourceLedger counts = span.map(minutes -> sum(sourceId, minutes)).orElse(total);
    long keptFromMs = total.getKeptFromMs();
    return Optional.of(
        new Account(
            sourceId,
            span,
            counts,
            open.frames,
            open.windows,
            keptFromMs == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(keptFromMs))));
  }

  private SourceLedger sum(String sourceId, MinuteRange span) {
    SourceLedger sum = SourceLedger.newBuilder().build();
    this.<SourceLedger>visit(
        StateStores.MINUTE_LEDGERS,
        Keys.from(sourceId, span.from().toEpochMilli()),
        Keys.from(sourceId, span.to().toEpochMilli() - 1),
        minute -> LedgerSums.add(sum, minute));
    return sum;
  }

  private interface Visitor<V> {
    void visit(V value);
  }

  private <V> void visit(String store, String from, String to, Visitor<V> visitor) {
    try (KeyValueIterator<String, V> range = stores.<V>store(store).range(from, to)) {
      range.forEachRemaining(entry -> visitor.visit(entry.value));
    }
  }

  /** What is open in a span. */
  private static final class Open {

    private final long fromMs;
    private final long toMs;
    private long frames;
    private long windows;

    Open(Optional<MinuteRange> span) {
      this.fromMs = span.map(minutes -> minutes.from().toEpochMilli()).orElse(Long.MIN_VALUE);
      this.toMs = span.map(minutes -> minutes.to().toEpochMilli()).orElse(Long.MAX_VALUE);
    }

    void addWindow(OpenWindow window) {
      frames += MinuteCounts.within(window.getFramesAccounted(), fromMs, toMs);
      countWindow(window.getBookedMs());
    }

    void addRequest(PendingRequest pending) {
      frames += MinuteCounts.within(pending.frames(), fromMs, toMs);
      countWindow(pending.windowMs());
    }

    void addWaiting(WaitingWindow waiting) {
      frames +=
          MinuteCounts.within(
              MinuteCounts.accounted(waiting.getWindow(), waiting.getSelected()), fromMs, toMs);
      countWindow(waiting.getWindow().getBookedMs());
    }

    private void countWindow(long bookedMs) {
      if (bookedMs >= fromMs && bookedMs < toMs) {
        windows++;
      }
    }
  }
}
