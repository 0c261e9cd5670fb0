package io.framewise.streams.table;

import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.failure.DeadLetters;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest readable value of each key of a compacted topic in a global store. A value that
 * cannot be read becomes a dead letter, and the value before it stays in force. While the registry
 * is away the table's own thread waits for it, and everything else continues with the values known
 * so far.
 */
public final class KeepNewest<V> implements Processor<String, byte[], Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(KeepNewest.class);

  private final String storeName;
  private final Deserializer<V> deserializer;
  private final Stage stage;
  private final UnreadableRecords unreadable;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, V> store;

  /**
   * A processor that fills a store.
   *
   * @param stage stage of the dead letters of unreadable values
   */
  public KeepNewest(
      String storeName, Deserializer<V> deserializer, Stage stage, UnreadableRecords unreadable) {
    this.storeName = storeName;
    this.deserializer = deserializer;
    this.stage = stage;
    this.unreadable = unreadable;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.store = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() == null) {
      return;
    }
    ConsumerRecord<String, byte[]> original = DeadLetters.original(record, context);
    try {
      keep(record.key(), original);
    } catch (SerializationException e) {
      LogKeys.at(LOG.atWarn(), RecordPlace.of(original))
          .setCause(e)
          .log("a record of a table cannot be read");
      unreadable.add(
          RecordPlace.of(original),
          DeadLetters.ofTable(stage, original, e.getMessage(), context.currentSystemTimeMs()));
    }
  }

  /** The registry's client pauses between two tries. The loop ends when the process does. */
  private void keep(String key, ConsumerRecord<String, byte[]> original) {
    while (!unreadable.isClosed()) {
      try {
        store.put(key, deserializer.deserialize(original.topic(), original.value()));
        return;
      } catch (RegistryUnavailableException e) {
        LogKeys.at(LOG.atWarn(), RecordPlace.of(original)).log(
            "a record of a table waits for the registry: {}", e.getMessage());
      }
    }
  }
}
