package io.framewise.streams.questions;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compacted topic of question sets, as those see it who change it. Blocking. */
public final class QuestionTopic {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final KafkaSettings kafka;
  private final Topic<QuestionSet> topic;
  private final AvroSerde<QuestionSet> serde;

  /** The topic that {@code kafka} names. */
  public QuestionTopic(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.topic = Topics.of(kafka).questions();
    this.serde = new AvroSerde<>(topic, registry);
  }

  /**
   * What is on the topic now, by id; empty where nobody can read it.
   *
   * @throws UserError when the broker, the topic or the registry is not there
   */
  public Map<String, Optional<QuestionSet>> read() {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(LIMIT.toMillis()));
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(LIMIT.toMillis()));
    Map<String, Optional<QuestionSet>> sets = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      requireTopic(consumer);
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          take(record, sets);
        }
      }
    } catch (TimeoutException e) {
      throw new UserError(
          "no Kafka broker answers at " + kafka.bootstrapServers(),
          "start one there, or set kafka.bootstrap-servers (FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS)",
          e);
    } catch (RegistryUnavailableException e) {
      throw new UserError(
          "the schema registry does not answer", "check registry.url (FRAMEWISE_REGISTRY_URL)", e);
    }
    return sets;
  }

  private void requireTopic(KafkaConsumer<String, byte[]> consumer) {
    if (consumer.partitionsFor(topic.name()).isEmpty()) {
      throw new UserError(
          "there is no topic " + topic.name(),
          "start the streams app, which makes it, or set kafka.topic-prefix");
    }
  }

  private void take(
      ConsumerRecord<String, byte[]> record, Map<String, Optional<QuestionSet>> sets) {
    if (record.key() == null) {
      return;
    }
    if (record.value() == null) {
      sets.remove(record.key());
      return;
    }
    try {
      sets.put(
          record.key(),
          Optional.of(serde.deserializer().deserialize(record.topic(), record.value())));
    } catch (SerializationException e) {
      LOG.warn("question set {} on the topic cannot be read: {}", record.key(), e.getMessage());
      sets.put(record.key(), Optional.empty());
    }
  }

  /**
   * Writes sets and returns when Kafka has them.
   *
   * @throws UserError when it does not take them
   */
  public void put(List<QuestionSet> sets) {
    write(sets.stream().map(set -> new ProducerRecord<>(topic.name(), set.getId(), set)).toList());
  }

  /**
   * Removes a set and returns when Kafka has taken it.
   *
   * @throws UserError when it does not take it
   */
  public void remove(String id) {
    write(List.of(new ProducerRecord<>(topic.name(), id, null)));
  }

  private void write(List<ProducerRecord<String, QuestionSet>> records) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<String, QuestionSet> producer =
        new KafkaProducer<>(config, new StringSerializer(), serde.serializer())) {
      for (ProducerRecord<String, QuestionSet> record : records) {
        producer.send(record).get();
      }
    } catch (ExecutionException e) {
      throw new UserError(
          "the question sets could not be written: " + e.getCause().getMessage(),
          "check the broker and this client's rights",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while writing the question sets", "start again", e);
    }
  }
}
