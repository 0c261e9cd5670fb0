package io.framewise.streams.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a rule remembers, by key. In the topology it lies in a state store; where the same rule runs
 * elsewhere, as when a draft is tried, it lies in memory. Keys are made by {@link Keys}. Confined
 * to one thread.
 */
public interface KeyedState<V> {

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

  /** State in a store of the topology. */
  static <V> KeyedState<V> over(KeyValueStore<String, V> store) {
    return new StateInStore<>(store);
  }

  /** Empty state in memory. */
  static <V> KeyedState<V> inMemory() {
    return new StateInMemory<>(new TreeMap<>());
  }
}
