package io.framewise.model.worker;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.letter.Attempts;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.settings.KafkaSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes how deliveries ended, and settles each one after the brokers have acknowledged that: a
 * request is never taken off the queue before its end is in Kafka. What cannot be published is
 * released. Safe for use by several threads.
 */
final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int MOST_KEPT_OF_ORIGINAL = 64 * 1024;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Topic<InferenceCompletion> completions;
  private final Topic<DeadLetter> deadLetters;
  private final AvroSerializer<InferenceCompletion> completionWriter;
  private final AvroSerializer<DeadLetter> deadLetterWriter;
  private final Counters counters;
  private final Producer<String, byte[]> producer;

  Outbox(KafkaSettings kafka, SchemaRegistry registry, Counters counters) {
    this.completions = kafka.topics().completions();
    this.deadLetters = kafka.topics().deadLetters();
    this.completionWriter = new AvroSerializer<>(completions, registry);
    this.deadLetterWriter = new AvroSerializer<>(deadLetters, registry);
    this.counters = counters;
    this.producer =
        new KafkaProducer<>(config(kafka), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * An answer that was given in time waits for Kafka however long that is away. Meanwhile the lock
   * of its request may be lost; whoever gets the request then, the answer is before theirs.
   */
  static Map<String, Object> config(KafkaSettings kafka) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    return config;
  }

  /**
   * Publishes a completion into the partition of its request, where the task that waits for it is,
   * and then settles its delivery.
   */
  void publish(InferenceCompletion completion, Delivery delivery) {
    Count count = count(completion.getStatus());
    Integer partition = delivery.id().partition().partition();
    send(
        new Target<>(completions, completionWriter, partition),
        completion.getSourceId(),
        completion,
        delivery,
        count);
  }

  /** Publishes a record that is not a readable request as a dead letter, then settles it. */
  void bury(ConsumerRecord<String, byte[]> record, String message, Delivery delivery) {
    byte[] original = record.value() == null ? new byte[0] : record.value();
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setSourceId(record.key())
            .setStage(Stage.INFERENCE)
            .setCategory("poison-request")
            .setMessage(message)
            .setOrigin(delivery.id().toString())
            .setOriginal(
                ByteBuffer.wrap(
                    Arrays.copyOf(original, Math.min(original.length, MOST_KEPT_OF_ORIGINAL))))
            .setOriginalSize(original.length)
            .setAttempts(Attempts.of(record.headers()) - 1 + delivery.attempt())
            .setFailedAt(Instant.now())
            .build();
    LogKeys.at(LOG.atWarn(), delivery.id()).log("dead letter: {}", message);
    send(
        new Target<>(deadLetters, deadLetterWriter, null),
        record.key(),
        letter,
        delivery,
        Count.DEAD_LETTERED);
  }

  /** Where a record goes; a null partition leaves it to the key. */
  private record Target<V extends SpecificRecord>(
      Topic<V> topic, AvroSerializer<V> writer, Integer partition) {}

  private <V extends SpecificRecord> void send(
      Target<V> target, String key, V value, Delivery delivery, Count count) {
    try {
      byte[] bytes = target.writer().serialize(target.topic().name(), value);
      Future<RecordMetadata> unused = // the callback tells
          producer.send(
              new ProducerRecord<>(target.topic().name(), target.partition(), key, bytes),
              (metadata, e) -> onSent(e, delivery, count));
    } catch (RuntimeException e) {
      onSent(e, delivery, count);
    }
  }

  private void onSent(Exception e, Delivery delivery, Count count) {
    if (e != null) {
      LogKeys.at(LOG.atWarn(), delivery.id()).log(
          "what came of a request could not be published, it is released: {}", e.toString());
      delivery.settle(AcknowledgeType.RELEASE);
    } else if (delivery.settle(AcknowledgeType.ACCEPT)) {
      counters.add(count);
    }
  }

  private static Count count(CompletionStatus status) {
    return switch (status) {
      case COMPLETED -> Count.COMPLETED;
      case EXPIRED -> Count.EXPIRED;
      case FAILED -> Count.FAILED;
    };
  }

  /** Waits a moment for what is on its way, and closes the connection. */
  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
