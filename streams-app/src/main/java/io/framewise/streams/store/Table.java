package io.framewise.streams.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What rules that remember something need of a store: the same rules run in the topology over its
 * stores and anywhere else over memory. Keys are made by {@link Keys}. Confined to one thread.
 */
public interface Table<V> {

  /** The value of a key, or null. */
  V get(String key);

  /** Keeps a value. */
  void put(String key, V value);

  /** Forgets a key. */
  void delete(String key);

  /** All that is under a source, by key. */
  Map<String, V> ofSource(String sourceId);

  /** All values. */
  List<V> all();

  /** All keys. */
  List<String> keys();

  /** A table over a store of the topology. */
  static <V> Table<V> over(KeyValueStore<String, V> store) {
    return new StoreTable<>(store);
  }

  /** An empty table in memory. */
  static <V> Table<V> inMemory() {
    return new MemoryTable<>(new TreeMap<>());
  }
}
