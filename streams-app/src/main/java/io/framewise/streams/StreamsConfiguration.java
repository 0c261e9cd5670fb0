package io.framewise.streams;

import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.BoundedRocksDb;
import io.framewise.streams.topology.SharedParts;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams properties, each with its reason. */
public final class StreamsConfiguration {

  /**
   * Frames carry pixels: a thousand buffered records a partition, the default, would be gigabytes.
   */
  private static final int BUFFERED_FRAMES = 64;

  /**
   * An instance stays a member of the group when a heartbeat or two are lost. Members learn from
   * the answers to their heartbeats that an instance has joined or left, so frequent heartbeats let
   * sources move within a second.
   */
  private static final int HEARTBEATS_A_SESSION = 10;

  /**
   * A standby copy that is at most this many records behind counts as caught up, and may be given
   * the task. State is small: so many records are restored within about a second.
   */
  private static final long RECOVERABLE_RECORDS = 10_000;

  /**
   * How many tasks may be copied to new instances at the same time; enough to move all sources on
   * most machines.
   */
  private static final int WARMUPS = 8;

  /**
   * How often Kafka Streams checks whether a new instance has caught up and gets its share of the
   * tasks; the least that Kafka allows.
   */
  private static final int PROBING_INTERVAL_MS = 60_000;

  /**
   * The longest time between two commits. Results that somebody waits to read are committed sooner,
   * see {@link io.framewise.streams.backlog.CommitPace}. It is not shorter because no frame is read
   * during a commit.
   */
  private static final long COMMIT_MS = 1000;

  /** Kafka's default of a megabyte holds only ten frames, which costs many round trips. */
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  /**
   * Leaves the size to the operating system, whose buffer grows with the load; Kafka's default is
   * 64 KiB.
   */
  private static final int SYSTEMS_BUFFER = -1;

  /**
   * The longest time that the thread waits for records before it checks whether a commit is due.
   */
  private static final long POLL_MS = 20;

  /**
   * What a producer has begun waits for Kafka however long that takes, 24 days at most. When a
   * commit gives up, Kafka Streams goes on with a producer that still owes its end: it can neither
   * abort nor begin a transaction, and state is restored while nobody knows how the last one ended.
   */
  private static final int WITHOUT_LIMIT_MS = Integer.MAX_VALUE;

  /** A task that could do nothing so long while Kafka was away gets another thread. */
  private static final long TASK_TIMEOUT_MS = 600_000;

  private StreamsConfiguration() {}

  /**
   * The properties of a topology.
   *
   * @param shared what the topology shares with its exception handlers
   * @param reachedAt host:port under which other instances reach its API
   */
  public static Properties of(
      KafkaSettings kafka,
      StreamsSettings settings,
      SharedParts shared,
      Optional<String> reachedAt) {
    Map<String, Object> properties = kafka.clientConfig();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMs(settings),
            StreamsConfig.POLL_MS_CONFIG, POLL_MS,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads(),
            StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString(),
            StreamsConfig.REPLICATION_FACTOR_CONFIG, kafka.replicationFactor(),
            StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_FRAMES));
    properties.putAll(shared.handlers());
    reachedAt.ifPresent(place -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, place));
    properties.put(
        StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
        settings.duplicateMemory().toMillis());
    // An empty partition must not hold up the others. Nothing depends on the order between
    // partitions, except that completions come before frames and the frames topics take turns,
    // which their timestamps see to.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_FRAMES);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        FETCH_BYTES);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG), SYSTEMS_BUFFER);
    putTakeover(properties, settings);
    Properties all = new Properties();
    all.putAll(properties);
    return all;
  }

  private static long commitMs(StreamsSettings settings) {
    return Math.max(COMMIT_MS, settings.commitInterval().toMillis());
  }

  /** What happens when an instance joins or leaves, or Kafka is away. */
  private static void putTakeover(Map<String, Object> properties, StreamsSettings settings) {
    int session = Math.toIntExact(settings.sessionTimeout().toMillis());
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        session / HEARTBEATS_A_SESSION);
    // The transaction that a killed instance leaves open blocks the instances that take over, and
    // all readers of committed records, until it times out. The transaction of a living instance
    // lasts little longer than a commit interval; if it does time out, its work is done again.
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.max(session, Math.toIntExact(2 * commitMs(settings))));
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), WITHOUT_LIMIT_MS);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), WITHOUT_LIMIT_MS);
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, RECOVERABLE_RECORDS);
    properties.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, WARMUPS);
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_INTERVAL_MS);
    properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, TASK_TIMEOUT_MS);
  }
}
