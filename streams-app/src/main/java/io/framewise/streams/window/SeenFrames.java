package io.framewise.streams.window;

import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Remembers frame ids by arrival time, to recognise the same frame sent twice. Confined to its
 * task's thread.
 */
final class SeenFrames {

  private static final byte[] SEEN = {1};

  private final WindowStore<String, byte[]> store;
  private final long memoryMs;

  SeenFrames(ProcessingContext context, Duration memory) {
    this.store = context.getStateStore(StateStores.SEEN_FRAMES);
    this.memoryMs = memory.toMillis();
  }

  /** Whether the frame was seen within the memory; remembers it otherwise. */
  boolean isDuplicate(String sourceId, String frameId, long nowMs) {
    String key = Keys.of(sourceId, frameId);
    try (WindowStoreIterator<byte[]> earlier = store.fetch(key, nowMs - memoryMs, nowMs)) {
      if (earlier.hasNext()) {
        return true;
      }
    }
    store.put(key, SEEN, nowMs);
    return false;
  }
}
