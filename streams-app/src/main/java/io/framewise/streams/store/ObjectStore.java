package io.framewise.streams.store;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * Holds the values of a store as objects. The task reads and changes the objects. What it has
 * changed is written to the store and its changelog when Kafka Streams flushes its caches for a
 * commit, within the transaction. So a value that changes with each frame is encoded once per
 * commit and never decoded. When a transaction is aborted, the objects are discarded with the store
 * and read again from the restored store.
 *
 * <p>A value that was changed must be put back. Confined to the task's thread. Queries read the
 * store behind, which has the state of the last commit: see {@link CommittedStores}.
 */
final class ObjectStore<V> extends WrappedStateStore<KeyValueStore<String, V>, String, V>
    implements KeyValueStore<String, V> {

  private final boolean holdsAll;
  private final NavigableMap<String, V> objects = new TreeMap<>();
  private final Set<String> changed = new HashSet<>();
  private InternalProcessorContext<?, ?> context;
  private ProcessorRecordContext changedAt;
  private boolean isLoaded;

  /**
   * Objects in front of {@code store}.
   *
   * @param holdsAll whether all values are held as objects, or those used since the last commit
   */
  ObjectStore(KeyValueStore<String, V> store, boolean holdsAll) {
    super(store);
    this.holdsAll = holdsAll;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    forget();
    this.context = context instanceof InternalProcessorContext<?, ?> known ? known : null;
    super.init(context, root);
  }

  /**
   * Loads the objects at their first use. Not in init, because the store is restored after that.
   */
  private NavigableMap<String, V> loaded() {
    if (holdsAll && !isLoaded) {
      try (KeyValueIterator<String, V> all = wrapped().all()) {
        all.forEachRemaining(entry -> objects.put(entry.key, entry.value));
      }
      isLoaded = true;
    }
    return objects;
  }

  @Override
  public V get(String key) {
    V held = loaded().get(key);
    if (held != null || holdsAll || changed.contains(key)) {
      return held;
    }
    V stored = wrapped().get(key);
    if (stored != null) {
      objects.put(key, stored);
    }
    return stored;
  }

  @Override
  public void put(String key, V value) {
    if (value == null) {
      loaded().remove(key);
    } else {
      loaded().put(key, value);
    }
    changed.add(key);
    if (context != null) {
      changedAt = context.recordContext();
    }
  }

  @Override
  public V putIfAbsent(String key, V value) {
    V before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<String, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public V delete(String key) {
    V before = get(key);
    put(key, null);
    return before;
  }

  @Override
  public KeyValueIterator<String, V> range(String from, String to) {
    if (holdsAll) {
      return new Entries<>(between(from, to));
    }
    write();
    return wrapped().range(from, to);
  }

  @Override
  public KeyValueIterator<String, V> reverseRange(String from, String to) {
    if (holdsAll) {
      return new Entries<>(between(from, to).descendingMap());
    }
    write();
    return wrapped().reverseRange(from, to);
  }

  private NavigableMap<String, V> between(String from, String to) {
    return from.compareTo(to) > 0 ? new TreeMap<>() : loaded().subMap(from, true, to, true);
  }

  @Override
  public KeyValueIterator<String, V> all() {
    if (holdsAll) {
      return new Entries<>(loaded());
    }
    write();
    return wrapped().all();
  }

  @Override
  public long approximateNumEntries() {
    return holdsAll ? loaded().size() : wrapped().approximateNumEntries();
  }

  /** Called when a commit begins. */
  @Override
  public void flushCache() {
    write();
    if (!holdsAll) {
      objects.clear();
    }
    super.flushCache();
  }

  /** Called when the task becomes a standby copy of another instance's task. */
  @Override
  public void clearCache() {
    forget();
    super.clearCache();
  }

  @Override
  public void close() {
    forget();
    super.close();
  }

  private void forget() {
    objects.clear();
    changed.clear();
    changedAt = null;
    isLoaded = false;
  }

  /**
   * Writes with the record context of the last change, because a changelog's record takes over the
   * timestamp of the current record.
   */
  private void write() {
    if (changed.isEmpty()) {
      return;
    }
    ProcessorRecordContext now = context == null ? null : context.recordContext();
    try {
      if (changedAt != null) {
        context.setRecordContext(changedAt);
      }
      for (String key : changed) {
        wrapped().put(key, objects.get(key));
      }
      changed.clear();
    } finally {
      if (changedAt != null) {
        context.setRecordContext(now);
      }
    }
  }

  /** The entries of a map. */
  private static final class Entries<V> implements KeyValueIterator<String, V> {

    private final Iterator<Map.Entry<String, V>> entries;
    private KeyValue<String, V> next;

    Entries(Map<String, V> map) {
      this.entries = map.entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
      return next != null || entries.hasNext();
    }

    @Override
    public KeyValue<String, V> next() {
      KeyValue<String, V> found = peek();
      next = null;
      return found;
    }

    @Override
    public String peekNextKey() {
      return peek().key;
    }

    private KeyValue<String, V> peek() {
      if (next == null) {
        Map.Entry<String, V> entry = entries.next();
        next = new KeyValue<>(entry.getKey(), entry.getValue());
      }
      return next;
    }

    @Override
    public void close() {
      // there is nothing to close
    }
  }
}
