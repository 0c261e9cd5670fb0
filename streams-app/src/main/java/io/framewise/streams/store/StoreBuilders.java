package io.framewise.streams.store;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.state.AlertTrack;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.SeenNumbers;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.state.WaitingWindow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * How the state stores of one topology are built. Small state is kept in memory and restored from
 * its changelog; only what grows with time lies on disk: the event history, the ledgers of minutes,
 * the frames seen, the windows that wait.
 *
 * <p>There is one builder for each store. Several processors may declare the same store, but Kafka
 * Streams accepts that only when they give it the same builder object. A store that processors
 * share does not by itself put them into one task (Kafka 4.3): what must run in one task is
 * connected by a common parent or sink as well, and topology.txt shows it.
 */
public final class StoreBuilders {

  private static final Duration SEEN_FRAMES_WINDOW = Duration.ofMillis(1);

  /** In an order of their own, so that the topology describes itself the same each time. */
  private final Map<String, StoreBuilder<?>> builders = new LinkedHashMap<>();

  /** The builders of the stores of a topology with these settings. */
  public StoreBuilders(StreamsSettings settings) {
    Stream.<StoreBuilder<?>>of(
            objects(inMemory(StateStores.LEDGERS, avro(SourceLedger.class))),
            recentObjects(onDisk(StateStores.MINUTE_LEDGERS, avro(SourceLedger.class))),
            objects(inMemory(StateStores.OPEN_WINDOWS, OpenWindowSerde.create())),
            objects(inMemory(StateStores.CLOSED_THROUGH, Serdes.Long())),
            inMemory(StateStores.NEWEST_PICTURES, Serdes.Long()),
            inMemory(StateStores.REFERENCES, avro(KeptFrame.class)),
            seenFrames(settings.duplicateMemory()),
            objects(inMemory(StateStores.SEEN_NUMBERS, avro(SeenNumbers.class))),
            objects(inMemory(StateStores.PENDING_REQUESTS, new PendingRequestSerde())),
            recentObjects(onDisk(StateStores.WAITING_WINDOWS, avro(WaitingWindow.class))),
            inMemory(StateStores.LATEST_EVENTS, avro(AnalysisEvent.class)),
            onDisk(StateStores.EVENT_HISTORY, avro(AnalysisEvent.class)),
            inMemory(StateStores.ALERTS, avro(Alert.class)),
            inMemory(StateStores.ALERT_TRACKS, avro(AlertTrack.class)),
            inMemory(StateStores.WAITING_EVENTS, Serdes.String()),
            inMemory(StateStores.BURIED_THROUGH, Serdes.Long()))
        .forEach(builder -> builders.put(builder.name(), builder));
  }

  /** The builder of the global store of a topic, which needs no changelog beside its topic. */
  public static <V> StoreBuilder<KeyValueStore<String, V>> global(String name, Serde<V> serde) {
    return inMemory(name, serde).withLoggingDisabled();
  }

  /**
   * The builder of a store.
   *
   * @throws IllegalArgumentException when there is no store of that name
   */
  public StoreBuilder<?> of(String name) {
    StoreBuilder<?> builder = builders.get(name);
    if (builder == null) {
      throw new IllegalArgumentException("there is no state store " + name + " in StateStores");
    }
    return builder;
  }

  /**
   * A supplier of processors that adds the stores which they use to the topology.
   *
   * @param names names of the stores, as the processor's class declares them
   */
  public <A, B, C, D> ProcessorSupplier<A, B, C, D> with(
      Set<String> names, ProcessorSupplier<A, B, C, D> processors) {
    names.forEach(this::of);
    Set<StoreBuilder<?>> stores = new LinkedHashSet<>(builders.values());
    stores.removeIf(builder -> !names.contains(builder.name()));
    return new WithStores<>(processors, stores);
  }

  private record WithStores<A, B, C, D>(
      ProcessorSupplier<A, B, C, D> processors, Set<StoreBuilder<?>> stores)
      implements ProcessorSupplier<A, B, C, D> {

    @Override
    public Processor<A, B, C, D> get() {
      return processors.get();
    }
  }

  /**
   * Keyed by arrival time, so that one source's wrong clock does not shorten another's memory of
   * duplicates.
   */
  private static StoreBuilder<WindowStore<String, byte[]>> seenFrames(Duration memory) {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(StateStores.SEEN_FRAMES, memory, SEEN_FRAMES_WINDOW, false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /** For values that change with each frame: all of them are held as objects. */
  private static <V> StoreBuilder<KeyValueStore<String, V>> objects(
      StoreBuilder<KeyValueStore<String, V>> stored) {
    return new ObjectStoreBuilder<>(stored, true);
  }

  /** The same where there are too many: only those used since the last commit are held. */
  private static <V> StoreBuilder<KeyValueStore<String, V>> recentObjects(
      StoreBuilder<KeyValueStore<String, V>> stored) {
    return new ObjectStoreBuilder<>(stored, false);
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> onDisk(String name, Serde<V> serde) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), serde);
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> inMemory(String name, Serde<V> serde) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde);
  }

  private static <V extends SpecificRecordBase> Serde<V> avro(Class<V> type) {
    return new AvroStateSerde<>(type);
  }
}
