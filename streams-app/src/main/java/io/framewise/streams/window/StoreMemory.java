package io.framewise.streams.window;

import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** A task's memory of the frames and parts that it has seen. Confined to its thread. */
final class StoreMemory implements Memory {

  /** The state stores that it uses. */
  static final Set<String> STORES = Set.of(StateStores.SEEN_FRAMES);

  private static final byte[] SEEN = {1};

  private final WindowStore<String, byte[]> store;
  private final long memoryMs;

  StoreMemory(ProcessingContext context, Duration memory) {
    this.store = context.getStateStore(StateStores.SEEN_FRAMES);
    this.memoryMs = memory.toMillis();
  }

  @Override
  public boolean holds(String key, long nowMs) {
    try (WindowStoreIterator<byte[]> earlier = store.fetch(key, nowMs - memoryMs, nowMs)) {
      return earlier.hasNext();
    }
  }

  @Override
  public Map<String, Long> newest(long nowMs) {
    Map<String, Long> newest = new HashMap<>();
    try (KeyValueIterator<Windowed<String>, byte[]> all = store.fetchAll(nowMs - memoryMs, nowMs)) {
      all.forEachRemaining(
          entry -> {
            // The keys of parts also contain a question set.
            if (!Keys.isOfSpan(entry.key.key())) {
              newest.merge(entry.key.key(), entry.key.window().start(), Math::max);
            }
          });
    }
    return newest;
  }

  @Override
  public void keep(String key, long nowMs) {
    store.put(key, SEEN, nowMs);
  }
}
