package io.framewise.streams.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** State in memory. */
record StateInMemory<V>(TreeMap<String, V> map) implements KeyedState<V> {

  @Override
  public V get(String key) {
    return map.get(key);
  }

  @Override
  public void put(String key, V value) {
    map.put(key, value);
  }

  @Override
  public void delete(String key) {
    map.remove(key);
  }

  @Override
  public Map<String, V> ofSource(String sourceId) {
    return new TreeMap<>(map.subMap(Keys.first(sourceId), Keys.last(sourceId)));
  }

  @Override
  public List<String> keys() {
    return List.copyOf(map.keySet());
  }

  @Override
  public List<V> all() {
    return List.copyOf(map.values());
  }
}
