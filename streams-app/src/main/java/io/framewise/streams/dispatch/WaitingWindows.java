package io.framewise.streams.dispatch;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Priority;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.state.WaitingWindow;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.Ledgers;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.window.ClosedWindow;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Closed windows that wait for room, of each source in the order of their priority, then of their
 * ends. Confined to the task's thread.
 */
final class WaitingWindows {

  /**
   * One of them.
   *
   * @param key where it lies
   * @param window the window
   * @param whole whether it is looked at whole or not at all
   */
  record Waiting(String key, ClosedWindow window, boolean whole) {}

  private final KeyValueStore<String, WaitingWindow> store;
  private final Ledgers ledgers;
  private final Set<String> sources = new HashSet<>();

  WaitingWindows(ProcessingContext context) {
    this.store = context.getStateStore(StateStores.WAITING_WINDOWS);
    this.ledgers = new Ledgers(context);
    try (KeyValueIterator<String, WaitingWindow> all = store.all()) {
      all.forEachRemaining(entry -> sources.add(Keys.sourceId(entry.key)));
    }
  }

  /** The sources that have windows waiting. */
  List<String> sources() {
    return List.copyOf(sources);
  }

  /** How many windows of a source wait. */
  int count(String sourceId) {
    return sources.contains(sourceId) ? ledgers.of(sourceId).getWaitingWindows() : 0;
  }

  void add(ClosedWindow closed, Priority priority, boolean whole) {
    OpenWindow window = closed.window();
    String sourceId = window.getSourceId();
    store.put(
        Keys.waiting(window, priority),
        new WaitingWindow(window, closed.selected(), closed.closedBy().name(), whole));
    sources.add(sourceId);
    change(sourceId, 1);
  }

  /** The one whose turn it is. */
  Optional<Waiting> first(String sourceId) {
    try (KeyValueIterator<String, WaitingWindow> range =
        store.range(Keys.first(sourceId), Keys.last(sourceId))) {
      if (!range.hasNext()) {
        sources.remove(sourceId);
        return Optional.empty();
      }
      var first = range.next();
      WaitingWindow waiting = first.value;
      return Optional.of(
          new Waiting(
              first.key,
              new ClosedWindow(
                  waiting.getWindow(),
                  waiting.getSelected(),
                  ClosedBy.valueOf(waiting.getClosedBy()),
                  !waiting.getWhole()),
              waiting.getWhole()));
    }
  }

  void remove(Waiting waiting) {
    store.delete(waiting.key());
    change(waiting.window().window().getSourceId(), -1);
  }

  private void change(String sourceId, int by) {
    ledgers.update(sourceId, ledger -> ledger.setWaitingWindows(ledger.getWaitingWindows() + by));
  }
}
