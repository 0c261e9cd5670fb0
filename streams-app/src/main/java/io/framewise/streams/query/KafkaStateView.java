package io.framewise.streams.query;

import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.CommittedStores;
import io.framewise.streams.store.StateStores;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of a running topology. */
final class KafkaStateView implements StateView {

  private final KafkaStreams streams;
  private final boolean copiesToo;

  KafkaStateView(KafkaStreams streams, boolean copiesToo) {
    this.streams = streams;
    this.copiesToo = copiesToo;
  }

  @Override
  public <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    return open(KafkaStateView.<V>of(name));
  }

  /** A copy, or state that is still being restored, cannot tell that there is no such source. */
  @Override
  public boolean isHere(String sourceId) {
    try {
      int partition =
          streams
              .queryMetadataForKey(StateStores.LEDGERS, sourceId, new StringSerializer())
              .partition();
      // Where no address is told to others, Kafka Streams knows of no partitions: all are here.
      return partition < 0
          ? streams.state() == KafkaStreams.State.RUNNING
          : isHere(partition, false);
    } catch (NotReadyException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  public List<AccountReader.Stores> partitions() {
    try {
      return streams.metadataForLocalThreads().stream()
          .flatMap(
              thread ->
                  Stream.concat(
                      thread.activeTasks().stream(),
                      copiesToo ? thread.standbyTasks().stream() : Stream.<TaskMetadata>empty()))
          .map(task -> task.taskId().partition())
          .distinct()
          .sorted()
          .filter(partition -> isHere(partition, copiesToo))
          .<AccountReader.Stores>map(OnePartition::new)
          .toList();
    } catch (IllegalStateException e) {
      throw new NotReadyException(e);
    }
  }

  /** A task of that number may be one of another part of the topology, which has no ledgers. */
  private boolean isHere(int partition, boolean asCopy) {
    try {
      return open(
                  KafkaStateView.<SourceLedger>of(StateStores.LEDGERS).withPartition(partition),
                  asCopy)
              .approximateNumEntries()
          >= 0;
    } catch (InvalidStateStorePartitionException e) {
      return false;
    } catch (InvalidStateStoreException e) {
      throw new NotReadyException(e);
    }
  }

  private final class OnePartition implements AccountReader.Stores {

    private final int partition;

    OnePartition(int partition) {
      this.partition = partition;
    }

    @Override
    public <V> ReadOnlyKeyValueStore<String, V> store(String name) {
      return open(KafkaStateView.<V>of(name).withPartition(partition));
    }
  }

  private static <V> StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> of(String name) {
    return StoreQueryParameters.fromNameAndType(name, new CommittedStores<>());
  }

  private <V> ReadOnlyKeyValueStore<String, V> open(
      StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> wanted) {
    return open(wanted, copiesToo);
  }

  private <V> ReadOnlyKeyValueStore<String, V> open(
      StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> wanted, boolean asCopy) {
    try {
      return streams.store(asCopy ? wanted.enableStaleStores() : wanted);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw new NotReadyException(e);
    }
  }
}
