package io.framewise.connectors.publish;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The one Kafka producer of this process. Every record is a batch of its own, so that a reader who
 * fetches one frame by its offset does not get its neighbours too. A record that the producer has
 * taken is retried for as long as the broker is away. Safe for use by several threads.
 */
public final class RecordSender implements AutoCloseable {

  /** Told once how a record ended, on any thread; must not block. */
  interface Listener {

    /** Kafka has acknowledged it, and it lies there. */
    void delivered(RecordMetadata where);

    /** Kafka refuses it for good. */
    void refused(Exception reason);
  }

  private static final long MAX_BLOCK_MS = 1_000;
  private static final long SMALL_RECORDS_BYTES = 32L * 1024 * 1024;

  private final Producer<String, byte[]> producer;
  private final Duration closeLimit;

  /** A sender over {@code producer}, which it closes within {@code closeLimit}. */
  public RecordSender(Producer<String, byte[]> producer, Duration closeLimit) {
    this.producer = producer;
    this.closeLimit = closeLimit;
  }

  /**
   * A sender to a broker.
   *
   * @param frameBytes bytes of frames that may be under way at once, all sources together; the
   *     producer's buffer holds them, so that it never blocks for room
   */
  public static RecordSender connect(KafkaSettings kafka, long frameBytes, Duration closeLimit) {
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            config(kafka, frameBytes), new StringSerializer(), new ByteArraySerializer());
    try {
      kafka.topics().all().forEach(topic -> awaitKnown(producer, topic, kafka));
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
    return new RecordSender(producer, closeLimit);
  }

  /** Asks for the topic now, so that no send has to while the broker is away. */
  private static void awaitKnown(
      Producer<String, byte[]> producer, Topic<?> topic, KafkaSettings kafka) {
    long deadline = System.nanoTime() + kafka.startupLimit().toNanos();
    while (true) {
      try {
        producer.partitionsFor(topic.name());
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() > deadline) {
          throw new UserError(
              "the Kafka broker at " + kafka.bootstrapServers() + " does not know " + topic.name(),
              "check the broker's log and this client's rights",
              e);
        }
      }
    }
  }

  static Map<String, Object> config(KafkaSettings kafka, long frameBytes) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        kafka.topics().frames(Domain.VIDEO).maxMessageBytes());
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, frameBytes + SMALL_RECORDS_BYTES);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    // Topics stay known even if they are not written to for days.
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(7).toMillis());
    return config;
  }

  /**
   * Gives a record to the producer.
   *
   * @return whether the producer took it; if not, {@code outcome} is told nothing
   * @throws InterruptedException when the thread is told to stop before the producer took it
   */
  boolean send(ProducerRecord<String, byte[]> record, Listener outcome)
      throws InterruptedException {
    Attempt attempt = new Attempt(outcome);
    try {
      Future<RecordMetadata> unused = producer.send(record, attempt);
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("while sending a record");
    } catch (TimeoutException e) {
      return false;
    } catch (KafkaException | IllegalStateException e) {
      outcome.refused(e);
    }
    return attempt.over();
  }

  /**
   * One call of the producer. It reports that it had no room or did not know the topic in time by
   * calling back before the call returns; the record is then still the caller's.
   */
  private static final class Attempt implements Callback {

    private final Listener outcome;
    private final Thread caller = Thread.currentThread();
    private volatile boolean calling = true;
    private boolean taken = true;

    Attempt(Listener outcome) {
      this.outcome = outcome;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception e) {
      if (e instanceof TimeoutException && calling && Thread.currentThread() == caller) {
        taken = false;
      } else if (e == null) {
        outcome.delivered(metadata);
      } else {
        outcome.refused(e);
      }
    }

    /** Ends the call; returns whether the producer took the record. */
    boolean over() {
      calling = false;
      return taken;
    }
  }

  @Override
  public void close() {
    producer.close(closeLimit);
  }
}
