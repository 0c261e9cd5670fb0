package io.framewise.streams;

import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.failure.Failures;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.BoundedRocksDb;
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
   * A lost heartbeat or two must not cost the membership; and with its answer members learn that
   * another has come or gone, so that a move of sources begins within a second.
   */
  private static final int HEARTBEATS_A_SESSION = 10;

  /**
   * State is small, so a copy that far behind is restored within a second or so: the task is given
   * to it rather than left where it is.
   */
  private static final long RECOVERABLE_RECORDS = 10_000;

  /** As many copies at once as a move of every source to a new instance needs on most machines. */
  private static final int WARMUPS = 8;

  /** Kafka's least: how soon a new instance that has caught up gets its share. */
  private static final int PROBING_INTERVAL_MS = 60_000;

  /**
   * How long results lie uncommitted at most. What somebody waits to read is committed sooner, see
   * {@link io.framewise.streams.backlog.CommitPace}: each commit takes time in which no frame is
   * read.
   */
  private static final long COMMIT_MS = 1000;

  /** Kafka's default of a megabyte is ten frames, and many round trips. */
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  /** The operating system's, which grows with the load; Kafka's default is 64 KiB. */
  private static final int SYSTEMS_BUFFER = -1;

  /** How long the thread waits for records at most before it looks whether a commit is due. */
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
   * The properties of a topology that shares {@code failures} with its exception handlers.
   *
   * @param reachedAt host:port of its API for other instances
   */
  public static Properties of(
      KafkaSettings kafka,
      StreamsSettings settings,
      Failures failures,
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
    properties.putAll(failures.handlers());
    reachedAt.ifPresent(place -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, place));
    properties.put(
        StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
        settings.duplicateMemory().toMillis());
    // What one partition lacks must not hold up what others have; and nothing rests on the order
    // between partitions, but that completions come before frames and those take turns.
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

  /** What happens when an instance comes or goes, or Kafka does. */
  private static void putTakeover(Map<String, Object> properties, StreamsSettings settings) {
    int session = Math.toIntExact(settings.sessionTimeout().toMillis());
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        session / HEARTBEATS_A_SESSION);
    // The transaction that a killed instance leaves open holds up its heirs and all who read
    // committed records as much as its membership does; one of a living instance lasts little
    // longer than a commit interval, and when it is aborted it is only done again.
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
