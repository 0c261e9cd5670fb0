package io.framewise.streams.questions;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.settings.QuestionSetSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the question sets of the settings file on their topic, unless it has this version or a newer
 * one.
 */
public final class QuestionSetSeeds {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionSetSeeds.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final Topic<QuestionSet> topic;
  private final AvroSerde<QuestionSet> serde;

  /** Seeds for the questions topic that {@code kafka} names. */
  public QuestionSetSeeds(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.topic = Topics.of(kafka).questions();
    this.serde = new AvroSerde<>(topic, registry);
  }

  /**
   * Puts what is new.
   *
   * @throws UserError when a set breaks a rule; nothing is written then
   */
  public void put(Map<String, QuestionSetSettings> seeds) {
    List<QuestionSet> sets =
        seeds.entrySet().stream()
            .map(entry -> entry.getValue().toQuestionSet(entry.getKey()))
            .toList();
    sets.forEach(QuestionSetSeeds::check);
    if (sets.isEmpty()) {
      return;
    }
    Map<String, Integer> versions = versionsOnTopic();
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<String, QuestionSet> producer =
        new KafkaProducer<>(config, new StringSerializer(), serde.serializer())) {
      for (QuestionSet set : sets) {
        if (set.getVersion() > versions.getOrDefault(set.getId(), 0)) {
          producer.send(new ProducerRecord<>(topic.name(), set.getId(), set)).get();
          LOG.info("question set {} version {} is in force", set.getId(), set.getVersion());
        }
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

  private static void check(QuestionSet set) {
    List<String> problems = QuestionSetRules.problems(set.getId(), set);
    if (!problems.isEmpty()) {
      throw new UserError(
          "question set " + set.getId() + ": " + String.join("; ", problems),
          "correct streams.question-sets." + set.getId() + " in the settings file");
    }
  }

  private Map<String, Integer> versionsOnTopic() {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    Map<String, Integer> versions = new HashMap<>();
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          versions.put(record.key(), version(record));
        }
      }
    }
    return versions;
  }

  /** 0 for a removed set, and for a record that nobody can read: the seed takes its place. */
  private int version(ConsumerRecord<String, byte[]> record) {
    try {
      QuestionSet set = serde.deserializer().deserialize(record.topic(), record.value());
      return set == null ? 0 : set.getVersion();
    } catch (SerializationException e) {
      LOG.warn("question set {} on the topic cannot be read: {}", record.key(), e.getMessage());
      return 0;
    }
  }
}
