package io.framewise.streams.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A table over a store of the topology. */
record StoreTable<V>(KeyValueStore<String, V> store) implements Table<V> {

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
  public List<V> ofSource(String sourceId) {
    return values(store.range(Keys.first(sourceId), Keys.last(sourceId)));
  }

  @Override
  public List<V> all() {
    return values(store.all());
  }

  private static <V> List<V> values(KeyValueIterator<String, V> entries) {
    try (entries) {
      List<V> values = new ArrayList<>();
      entries.forEachRemaining(entry -> values.add(entry.value));
      return values;
    }
  }
}
