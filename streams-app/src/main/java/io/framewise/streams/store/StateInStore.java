package io.framewise.streams.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** State in a store of the topology. */
record StateInStore<V>(KeyValueStore<String, V> store) implements KeyedState<V> {

  @Override
  public V get(String key) {
    return store.get(key);
  }

  @Override
  public void put(String key, V value) {
    store.put(key, value);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public Map<String, V> ofSource(String sourceId) {
    return entries(store.range(Keys.first(sourceId), Keys.last(sourceId)));
  }

  @Override
  public List<String> keys() {
    return List.copyOf(entries(store.all()).keySet());
  }

  @Override
  public List<V> all() {
    return List.copyOf(entries(store.all()).values());
  }

  private static <V> Map<String, V> entries(KeyValueIterator<String, V> iterator) {
    try (iterator) {
      Map<String, V> entries = new LinkedHashMap<>();
      iterator.forEachRemaining(entry -> entries.put(entry.key, entry.value));
      return entries;
    }
  }
}
