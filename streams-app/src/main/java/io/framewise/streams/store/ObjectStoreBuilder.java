package io.framewise.streams.store;

import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a store behind an {@link ObjectStore}. The store has no other cache. */
final class ObjectStoreBuilder<V> implements StoreBuilder<KeyValueStore<String, V>> {

  private final StoreBuilder<KeyValueStore<String, V>> stored;
  private final boolean holdsAll;

  /**
   * A builder in front of another one.
   *
   * @param holdsAll whether all values are held as objects, or those used since the last commit
   */
  ObjectStoreBuilder(StoreBuilder<KeyValueStore<String, V>> stored, boolean holdsAll) {
    this.stored = stored.withCachingDisabled();
    this.holdsAll = holdsAll;
  }

  @Override
  public StoreBuilder<KeyValueStore<String, V>> withCachingEnabled() {
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<String, V>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<String, V>> withLoggingEnabled(Map<String, String> config) {
    stored.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<String, V>> withLoggingDisabled() {
    stored.withLoggingDisabled();
    return this;
  }

  @Override
  public KeyValueStore<String, V> build() {
    return new ObjectStore<>(stored.build(), holdsAll);
  }

  @Override
  public Map<String, String> logConfig() {
    return stored.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return stored.loggingEnabled();
  }

  @Override
  public String name() {
    return stored.name();
  }
}
