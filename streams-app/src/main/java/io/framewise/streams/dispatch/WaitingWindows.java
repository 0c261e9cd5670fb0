package io.framewise.streams.dispatch;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Priority;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.WaitingWindow;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.ClosedWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Closed windows that wait for room, ordered for each source by priority, then by their ends.
 * Confined to the task's thread.
 */
final class WaitingWindows {

  /** The state stores that it uses. */
  static final Set<String> STORES =
      StateStores.all(Ledgers.STORES, Set.of(StateStores.WAITING_WINDOWS));

  /**
   * One of them.
   *
   * @param key its key in the store
   * @param window the window
   * @param whole whether it must not be reduced
   */
  record Waiting(String key, ClosedWindow window, boolean whole) {

    static Waiting of(KeyValue<String, WaitingWindow> entry) {
      WaitingWindow waiting = entry.value;
      return new Waiting(
          entry.key,
          new ClosedWindow(
              waiting.getWindow(),
              waiting.getSelected(),
              ClosedBy.valueOf(waiting.getClosedBy()),
              !waiting.getWhole()),
          waiting.getWhole());
    }
  }

  private final KeyValueStore<String, WaitingWindow> store;
  private final Ledgers ledgers;

  /** The sources that have windows waiting, and how many of those may be reduced. */
  private final Map<String, Integer> sources = new HashMap<>();

  WaitingWindows(ProcessingContext context) {
    this.store = context.getStateStore(StateStores.WAITING_WINDOWS);
    this.ledgers = new Ledgers(context);
    try (KeyValueIterator<String, WaitingWindow> all = store.all()) {
      all.forEachRemaining(entry -> count(Keys.sourceId(entry.key), entry.value.getWhole(), 1));
    }
  }

  /** The sources that have windows waiting. */
  List<String> sources() {
    return List.copyOf(sources.keySet());
  }

  /** How many windows of a source wait. */
  int count(String sourceId) {
    return sources.containsKey(sourceId) ? ledgers.of(sourceId).getWaitingWindows() : 0;
  }

  void add(ClosedWindow closed, Priority priority, boolean whole) {
    OpenWindow window = closed.window();
    String sourceId = window.getSourceId();
    store.put(
        Keys.waiting(window, priority),
        new WaitingWindow(window, closed.selected(), closed.closedBy().name(), whole));
    count(sourceId, whole, 1);
    change(sourceId, 1);
  }

  /** The window of a source whose turn it is. */
  Optional<Waiting> first(String sourceId) {
    try (KeyValueIterator<String, WaitingWindow> range =
        store.range(Keys.first(sourceId), Keys.last(sourceId))) {
      if (!range.hasNext()) {
        sources.remove(sourceId);
        return Optional.empty();
      }
      return Optional.of(Waiting.of(range.next()));
    }
  }

  /** The window whose turn it is after another one, which waits no more or is skipped. */
  Optional<Waiting> after(Waiting before) {
    try (KeyValueIterator<String, WaitingWindow> range =
        store.range(Keys.after(before.key()), Keys.last(before.window().window().getSourceId()))) {
      return range.hasNext() ? Optional.of(Waiting.of(range.next())) : Optional.empty();
    }
  }

  /**
   * The window that is shed first in favour of a more important one: the last window that may be
   * reduced; or, if there is none or the new window may be reduced itself, the last window of a
   * lower priority.
   */
  Optional<Waiting> lastBelow(String sourceId, Priority priority, boolean whole) {
    boolean anyPartly = sources.getOrDefault(sourceId, 0) > 0;
    if (whole && anyPartly) {
      return last(sourceId, waiting -> !waiting.getWhole());
    }
    if (priority == Priority.LIVE && (whole || anyPartly)) {
      return last(sourceId, waiting -> whole || !waiting.getWhole())
          .filter(found -> Keys.waitingPriority(found.key()) == Priority.ROUTINE);
    }
    return Optional.empty();
  }

  private Optional<Waiting> last(String sourceId, Predicate<WaitingWindow> which) {
    try (KeyValueIterator<String, WaitingWindow> range =
        store.reverseRange(Keys.first(sourceId), Keys.last(sourceId))) {
      while (range.hasNext()) {
        KeyValue<String, WaitingWindow> entry = range.next();
        if (which.test(entry.value)) {
          return Optional.of(Waiting.of(entry));
        }
      }
      return Optional.empty();
    }
  }

  void remove(Waiting waiting) {
    String sourceId = waiting.window().window().getSourceId();
    store.delete(waiting.key());
    count(sourceId, waiting.whole(), -1);
    change(sourceId, -1);
  }

  private void count(String sourceId, boolean whole, int by) {
    sources.merge(sourceId, whole ? 0 : by, Integer::sum);
  }

  private void change(String sourceId, int by) {
    ledgers.update(sourceId, ledger -> ledger.setWaitingWindows(ledger.getWaitingWindows() + by));
  }
}
