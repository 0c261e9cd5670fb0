package io.framewise.streams.query;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * A store in memory whose values are made when they are read, as those of a real one are decoded:
 * it counts how many were made, and how many iterators are open.
 */
public final class MemoryStore<V> implements ReadOnlyKeyValueStore<String, V> {

  private final NavigableMap<String, Supplier<V>> values = new ConcurrentSkipListMap<>();
  private final AtomicLong made = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();

  public MemoryStore<V> put(String key, Supplier<V> value) {
    values.put(key, value);
    return this;
  }

  /** How many values were made so far. */
  public long made() {
    return made.get();
  }

  /** How many iterators were open at once at the most; all must be closed by now. */
  public int mostOpen() {
    if (open.get() != 0) {
      throw new IllegalStateException(open.get() + " iterators are open");
    }
    return mostOpen.get();
  }

  private V make(Supplier<V> value) {
    made.incrementAndGet();
    return value.get();
  }

  @Override
  public V get(String key) {
    Supplier<V> value = values.get(key);
    return value == null ? null : make(value);
  }

  @Override
  public KeyValueIterator<String, V> range(String from, String to) {
    return new Entries(values.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<String, V> reverseRange(String from, String to) {
    return new Entries(values.subMap(from, true, to, true).descendingMap());
  }

  @Override
  public KeyValueIterator<String, V> all() {
    return new Entries(values);
  }

  @Override
  public long approximateNumEntries() {
    return values.size();
  }

  private final class Entries implements KeyValueIterator<String, V> {

    private final ArrayDeque<Map.Entry<String, Supplier<V>>> left;

    Entries(NavigableMap<String, Supplier<V>> entries) {
      this.left = new ArrayDeque<>(entries.entrySet());
      mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public KeyValue<String, V> next() {
      if (left.isEmpty()) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, Supplier<V>> entry = left.poll();
      return KeyValue.pair(entry.getKey(), make(entry.getValue()));
    }

    @Override
    public String peekNextKey() {
      return left.element().getKey();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
