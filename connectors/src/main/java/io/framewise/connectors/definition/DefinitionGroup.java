package io.framewise.connectors.definition;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's part of the sources: the processes of one group are a consumer group over the
 * topic of definitions, and a source falls to the process that has its partition. One that dies is
 * missed after {@link #SESSION}; its partitions, and so its sources, go to the others. The listener
 * is called by one thread, that of this group.
 */
public final class DefinitionGroup implements AutoCloseable {

  /** Told which sources this process is to capture. */
  public interface Listener {

    /**
     * A source is to be captured, or captured with other settings than before.
     *
     * @param definedAt when its definition was written
     */
    void defined(String sourceId, SourceSettings settings, Instant definedAt);

    /** Sources are not to be captured here any more; returns when that has ended. */
    void removed(Set<String> sourceIds);
  }

  /** How long a process may be silent before its sources go to others. */
  static final Duration SESSION = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(DefinitionGroup.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration GOODBYE = Duration.ofSeconds(2);
  private static final int HEARTBEATS_IN_SESSION = 4;

  private final Consumer<String, byte[]> consumer;
  private final String topic;
  private final String group;
  private final AvroDeserializer<SourceDefinition> deserializer;
  private final Listener listener;
  private final Map<TopicPartition, Set<String>> held = new HashMap<>();
  private final Map<TopicPartition, Map<String, ConsumerRecord<String, byte[]>>> noted =
      new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "source-definitions");
  private volatile boolean closed;

  /**
   * Joins a group.
   *
   * @param group its name
   */
  public DefinitionGroup(
      KafkaSettings kafka, SchemaRegistry registry, String group, Listener listener) {
    this.topic = kafka.topics().sourceDefinitions().name();
    this.group = group;
    this.deserializer = new AvroDeserializer<>(SourceDefinition.class, registry);
    this.listener = listener;
    this.consumer =
        new KafkaConsumer<>(
            config(kafka, group), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> config(KafkaSettings kafka, String group) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.topicPrefix() + group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(SESSION.toMillis()));
    config.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        Math.toIntExact(SESSION.toMillis() / HEARTBEATS_IN_SESSION));
    // Partitions that stay are not taken away in between: their sources go on.
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class.getName()));
    return config;
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /**
   * Waits until this process has its part of the partitions and has read them to their end; returns
   * whether it has within {@code limit}.
   */
  public boolean awaitBegun(Duration limit) throws InterruptedException {
    return begun.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      consumer.subscribe(List.of(topic), new Sharing());
      while (!closed) {
        step();
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("told to stop");
    } finally {
      begun.countDown();
      // A broker that is away need not hear of it: it misses this process by itself.
      consumer.close(CloseOptions.timeout(GOODBYE));
    }
  }

  private void step() {
    try {
      consumer.poll(POLL).forEach(this::note);
      apply();
      if (begun.getCount() > 0 && consumer.groupMetadata().generationId() > 0 && isAtEnd()) {
        begun.countDown();
      }
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("the definitions of sources cannot be read for now: {}", e.getMessage());
    }
  }

  /** Of several records about a source the last one counts: what it said before is not captured. */
  private void note(ConsumerRecord<String, byte[]> record) {
    if (record.key() != null) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      noted.computeIfAbsent(partition, any -> new LinkedHashMap<>()).put(record.key(), record);
    }
  }

  /** Acts on what is noted of partitions that have been read to where they ended when they came. */
  private void apply() {
    for (TopicPartition partition : List.copyOf(noted.keySet())) {
      boolean whole = consumer.position(partition) >= ends.getOrDefault(partition, 0L);
      if (whole) {
        ends.remove(partition);
        noted.get(partition).values().removeIf(record -> isTaken(partition, record));
        noted.values().removeIf(Map::isEmpty);
      }
    }
  }

  /** Acts on a record; false when that must be tried again. */
  private boolean isTaken(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
    try {
      take(partition, record);
      return true;
    } catch (RetriableException e) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, record.key())
          .log("its definition is tried again: {}", e.getMessage());
      return false;
    } catch (KafkaException | UserError e) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, record.key())
          .log("its definition cannot be used, and it goes on as before: {}", e.getMessage());
      return true;
    } catch (RuntimeException | OutOfMemoryError e) { // One source must not end the others.
      LOG.atError().addKeyValue(SOURCE_ID, record.key()).setCause(e).log("it cannot be started");
      return true;
    }
  }

  private boolean isAtEnd() {
    Set<TopicPartition> partitions = consumer.assignment();
    return consumer.endOffsets(partitions).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void take(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
    String id = record.key();
    Set<String> ids = held.computeIfAbsent(partition, any -> new HashSet<>());
    Optional<SourceDefinition> definition = definition(record);
    if (definition.isPresent()) {
      SourceSettings settings = Definitions.settings(definition.get());
      ids.add(id);
      listener.defined(id, settings, definition.get().getUpdatedAt());
    } else if (ids.remove(id)) {
      listener.removed(Set.of(id));
    }
  }

  /** Whether it still follows the definitions. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** The definition of a source that is this group's; nothing where it was removed. */
  private Optional<SourceDefinition> definition(ConsumerRecord<String, byte[]> record) {
    return Optional.ofNullable(record.value())
        .map(bytes -> deserializer.deserialize(record.topic(), bytes))
        .filter(definition -> definition.getGroup().equals(group));
  }

  private final class Sharing implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.seekToBeginning(partitions);
      ends.putAll(consumer.endOffsets(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      Set<String> gone = new HashSet<>();
      for (TopicPartition partition : partitions) {
        noted.remove(partition);
        ends.remove(partition);
        gone.addAll(held.getOrDefault(partition, Set.of()));
        held.remove(partition);
      }
      listener.removed(gone);
    }
  }

  /** Leaves the group, so that its other processes need not wait. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
