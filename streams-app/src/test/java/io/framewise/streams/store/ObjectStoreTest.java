package io.framewise.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task holds, what its store has, and when they agree. */
class ObjectStoreTest {

  @TempDir private Path directory;
  private MockProcessorContext<String, Object> context;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    context = new MockProcessorContext<>(properties, new TaskId(0, 3), directory.toFile());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldWriteWhatHasChangedWhenACommitBegins(boolean holdsAll) {
    ObjectStore<String> store = started(holdsAll);
    store.put("a", "1");
    store.put("b", "1");
    store.flushCache();
    store.put("a", "2");
    store.put("a", "3");
    store.delete("b");

    assertThat(store.get("a")).isEqualTo("3");
    assertThat(store.get("b")).isNull();
    assertThat(store.wrapped().get("a")).isEqualTo("1");
    assertThat(store.wrapped().get("b")).isEqualTo("1");

    store.flushCache();

    assertThat(store.wrapped().get("a")).isEqualTo("3");
    assertThat(store.wrapped().get("b")).isNull();
    assertThat(store.get("a")).isEqualTo("3");
    assertThat(store.get("b")).isNull();
  }

  /** As a frame changes its source's ledger. */
  @Test
  void shouldGiveTheSameObjectUntilTheCommit() {
    ObjectStore<String> store = started(false);
    String value = String.valueOf(new char[] {'a', 'b'});
    store.put("a", value);

    assertThat(store.get("a")).isSameAs(value);
    store.flushCache();
    assertThat(store.get("a")).isEqualTo(value).isNotSameAs(value);
  }

  /** Kafka Streams restores a store after it was opened, behind the objects. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldHoldWhatWasRestored(boolean holdsAll) {
    ObjectStore<String> store = started(holdsAll);
    store.wrapped().put("a", "1");
    store.wrapped().put("b", "2");

    assertThat(values(store.all())).containsExactly("1", "2");
    assertThat(store.get("b")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldForgetWhatWasNotCommittedWhenItIsOpenedAgain(boolean holdsAll) {
    ObjectStore<String> store = started(holdsAll);
    store.put("a", "1");
    store.close();
    store.init(context.getStateStoreContext(), store);
    store.flushCache();

    assertThat(store.get("a")).isNull();
    assertThat(values(store.all())).isEmpty();
  }

  /** A task that becomes a copy gets the changes of the one that goes on with it. */
  @Test
  void shouldHoldWhatCameInTheMeantimeWhenATaskWasACopyForAWhile() {
    ObjectStore<String> store = started(true);
    store.put("a", "1");
    store.flushCache();
    store.clearCache();
    store.wrapped().put("a", "2");

    assertThat(store.get("a")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFindChangesInRangesOfBothDirections(boolean holdsAll) {
    ObjectStore<String> store = started(holdsAll);
    List.of("a", "b", "c", "d").forEach(key -> store.put(key, key));
    store.flushCache();
    store.put("b", "B");
    store.delete("c");

    assertThat(values(store.range("a", "c"))).containsExactly("a", "B");
    assertThat(values(store.reverseRange("b", "d"))).containsExactly("d", "B");
    assertThat(values(store.range("d", "a"))).isEmpty();
  }

  @Test
  void shouldLetQueriesReadTheLastCommit() {
    ObjectStore<String> store = started(true);
    store.put("a", "1");
    store.flushCache();
    store.put("a", "2");

    ReadOnlyKeyValueStore<String, String> queried =
        new CommittedStores<String>().create(new Only(store), "store");

    assertThat(queried.get("a")).isEqualTo("1");
    assertThat(values(queried.all())).containsExactly("1");
  }

  /** The provider of one store. */
  private record Only(ObjectStore<String> store) implements StateStoreProvider {
    @Override
    @SuppressWarnings("unchecked") // there is one store
    public <T> List<T> stores(String name, QueryableStoreType<T> type) {
      return List.of((T) store);
    }
  }

  private ObjectStore<String> started(boolean holdsAll) {
    KeyValueStore<String, String> behind =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.String())
            .withLoggingDisabled()
            .build();
    ObjectStore<String> store = new ObjectStore<>(behind, holdsAll);
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private static List<String> values(KeyValueIterator<String, String> entries) {
    List<String> values = new ArrayList<>();
    try (entries) {
      entries.forEachRemaining(entry -> values.add(entry.value));
    }
    return values;
  }
}
