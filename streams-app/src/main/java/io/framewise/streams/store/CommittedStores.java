package io.framewise.streams.store;

import java.util.List;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.CompositeReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * The stores as queries read them. Where a task holds values as objects, which only its own thread
 * may read, queries get the store behind them, which has the state of the last commit.
 */
public final class CommittedStores<V>
    implements QueryableStoreType<ReadOnlyKeyValueStore<String, V>> {

  private final QueryableStoreType<ReadOnlyKeyValueStore<String, V>> plain =
      QueryableStoreTypes.keyValueStore();

  @Override
  public boolean accepts(StateStore store) {
    return plain.accepts(store);
  }

  @Override
  public ReadOnlyKeyValueStore<String, V> create(StateStoreProvider provider, String storeName) {
    return new CompositeReadOnlyKeyValueStore<>(new Behind(provider), plain, storeName);
  }

  private record Behind(StateStoreProvider provider) implements StateStoreProvider {

    @Override
    @SuppressWarnings("unchecked") // the store behind has the type of the one in front
    public <T> List<T> stores(String storeName, QueryableStoreType<T> type) {
      return provider.stores(storeName, type).stream()
          .map(store -> store instanceof ObjectStore<?> objects ? (T) objects.wrapped() : store)
          .toList();
    }
  }
}
