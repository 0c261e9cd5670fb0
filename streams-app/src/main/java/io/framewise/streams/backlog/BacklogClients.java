package io.framewise.streams.backlog;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The Kafka clients of Kafka Streams. The main consumer reports how far behind the frames topics
 * are read, and the producer reports the commits.
 */
public final class BacklogClients implements KafkaClientSupplier {

  private final Set<String> topics;
  private final Backlogs backlogs;
  private final Commits commits;
  private final Deserializer<byte[]> values;
  private final LastTransaction lastTransaction;

  /**
   * Clients that report to {@code backlogs} and {@code commits}.
   *
   * @param topics names of the frames topics
   * @param values takes the values of the main consumer's records out of what was fetched; safe for
   *     use by several threads
   * @param lastTransaction called by the thread whose producer has the transactional id
   */
  public BacklogClients(
      Set<String> topics,
      Backlogs backlogs,
      Commits commits,
      Deserializer<byte[]> values,
      LastTransaction lastTransaction) {
    this.topics = Set.copyOf(topics);
    this.backlogs = backlogs;
    this.commits = commits;
    this.values = values;
    this.lastTransaction = lastTransaction;
  }

  /** Sees to it that the last transaction of a producer is at its end everywhere. */
  @FunctionalInterface
  public interface LastTransaction {

    /**
     * Returns when it is. No transaction is under way meanwhile.
     *
     * @param earlierCommitted whether those before it were committed too, since the producer began
     */
    void finish(String transactionalId, boolean earlierCommitted);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new TellingProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new TellingConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plain(config);
  }

  private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * How many fetches Kafka has answered. A fetch that finds nothing is answered too, after a wait.
   */
  static Metric answeredFetches(Map<MetricName, ? extends Metric> metrics) {
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals("fetch-total"))
        .filter(entry -> entry.getKey().tags().keySet().equals(Set.of("client-id")))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Kafka's consumer counts no fetches"));
  }

  /** Whether Kafka answers a consumer. */
  static final class Answers {

    private final long limitMs;
    private long fetches;
    private long lastMs;

    /**
     * Assumes that Kafka has answered until now.
     *
     * @param limitMs how long an answer may take; longer than Kafka holds a fetch for which there
     *     are no records
     */
    Answers(long limitMs, long nowMs) {
      this.limitMs = limitMs;
      this.lastMs = nowMs;
    }

    /** Records have arrived. */
    void came(long nowMs) {
      lastMs = nowMs;
    }

    /**
     * Whether Kafka has answered within the limit.
     *
     * @param answeredFetches how many fetches Kafka has answered so far
     * @param asksForNothing whether the consumer sends no fetches because all its partitions are
     *     paused
     */
    boolean comeAsOf(long answeredFetches, boolean asksForNothing, long nowMs) {
      if (answeredFetches != fetches || asksForNothing) {
        fetches = answeredFetches;
        lastMs = nowMs;
      }
      return nowMs - lastMs <= limitMs;
    }
  }

  private final class TellingProducer extends KafkaProducer<byte[], byte[]> {

    /** In less no broker stops and starts again, on which a commit may have waited. */
    private static final long UNDISTURBED_MS = 2000;

    private final String transactionalId;
    private boolean aborted;
    private long flushedAtMs;

    TellingProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.transactionalId = (String) config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    }

    /** What a predecessor left half ended cannot be told any more once this has begun. */
    @Override
    public void initTransactions() {
      lastTransaction.finish(transactionalId, false);
      super.initTransactions();
    }

    /** Kafka Streams begins a commit with a flush. */
    @Override
    public void flush() {
      flushedAtMs = System.currentTimeMillis();
      super.flush();
    }

    @Override
    public void abortTransaction() {
      aborted = true;
      super.abortTransaction();
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      if (System.currentTimeMillis() - flushedAtMs > UNDISTURBED_MS) {
        lastTransaction.finish(transactionalId, !aborted);
      }
      commits.ended(flushedAtMs, System.currentTimeMillis());
    }
  }

  private final class TellingConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MAX_WAIT_MS = ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS;

    /**
     * Kafka counts as away when it has not answered for this many times as long as it holds a
     * fetch.
     */
    private static final int WAITS = 4;

    private final Answers answers;
    private final Metric fetches;
    private long toldAt = System.nanoTime() - EVERY_NANOS;

    TellingConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), values);
      this.fetches = answeredFetches(metrics());
      Object wait = config.getOrDefault(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MAX_WAIT_MS);
      this.answers =
          new Answers(WAITS * Long.parseLong(wait.toString()), System.currentTimeMillis());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      if (!records.isEmpty()) {
        answers.came(System.currentTimeMillis());
      }
      if (System.nanoTime() - toldAt >= EVERY_NANOS) {
        toldAt = System.nanoTime();
        tell();
      }
      return records;
    }

    private void tell() {
      long now = System.currentTimeMillis();
      Set<TopicPartition> assigned = assignment();
      boolean asksForNothing = paused().containsAll(assigned);
      boolean answered =
          answers.comeAsOf(((Number) fetches.metricValue()).longValue(), asksForNothing, now);
      for (TopicPartition partition : assigned) {
        if (topics.contains(partition.topic())) {
          if (!answered) {
            backlogs.tellUnanswered(partition.partition(), now);
          }
          currentLag(partition).ifPresent(unread -> backlogs.tell(partition, unread, now));
        }
      }
    }
  }
}
