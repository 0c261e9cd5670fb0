package io.framewise.streams.window;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Remembers keys for a time by the wall clock: at least as long as it was made for. */
interface Memory {

  /** Whether a key is remembered. */
  boolean holds(String key, long nowMs);

  /** Remembers a key from now on. */
  void keep(String key, long nowMs);

  /** The keys of frames that are remembered, each with the time at which it was last kept. */
  Map<String, Long> newest(long nowMs);

  /** A memory that forgets nothing. */
  static Memory inMemory() {
    Set<String> keys = new HashSet<>();
    return new Memory() {
      @Override
      public boolean holds(String key, long nowMs) {
        return keys.contains(key);
      }

      @Override
      public void keep(String key, long nowMs) {
        keys.add(key);
      }

      @Override
      public Map<String, Long> newest(long nowMs) {
        return Map.of();
      }
    };
  }
}
