package io.framewise.streams.questions;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.CompactedTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads and writes the compacted topic of question sets. Blocking. */
public final class QuestionTopic implements StoredSets {

  private static final String LAST_VERSION = "framewise-last-version";

  private final KafkaSettings kafka;
  private final Topic<QuestionSet> topic;
  private final CompactedTopic<QuestionSet> contents;
  private final AvroSerializer<QuestionSet> serializer;

  /** The topic that {@code kafka} names. */
  public QuestionTopic(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.topic = kafka.topics().questions();
    this.contents = new CompactedTopic<>(kafka, topic, registry);
    this.serializer = new AvroSerializer<>(topic, registry);
  }

  @Override
  public Map<String, Optional<QuestionSet>> read() {
    return contents.read();
  }

  @Override
  public Map<String, Integer> lastVersions() {
    Map<String, Integer> versions = new TreeMap<>();
    contents.scan(
        (record, set) ->
            version(record, set)
                .ifPresent(version -> versions.merge(record.key(), version, Math::max)));
    return versions;
  }

  /**
   * Adds the last version of a set to removals that lack it, as those of plain producers do. This
   * works as long as compaction has not removed the set's records.
   *
   * @return the sets
   * @throws UserError when the broker, the topic or the registry is not there, or the topic takes
   *     no record
   */
  public Set<String> rememberRemovals() {
    Map<String, Integer> versions = new TreeMap<>();
    Set<String> forgetful = new TreeSet<>();
    contents.scan(
        (record, set) -> {
          Optional<Integer> version = version(record, set);
          version.ifPresent(known -> versions.merge(record.key(), known, Math::max));
          if (record.value() == null && version.isEmpty()) {
            forgetful.add(record.key());
          } else {
            forgetful.remove(record.key());
          }
        });
    forgetful.retainAll(versions.keySet());
    if (!forgetful.isEmpty()) {
      write(forgetful.stream().map(id -> removal(id, versions.get(id))).toList());
    }
    return forgetful;
  }

  private static Optional<Integer> version(
      ConsumerRecord<String, byte[]> record, Optional<QuestionSet> set) {
    return set.map(QuestionSet::getVersion).or(() -> removedVersion(record.headers()));
  }

  private static Optional<Integer> removedVersion(Headers headers) {
    Header header = headers.lastHeader(LAST_VERSION);
    return Optional.ofNullable(header)
        .map(found -> new String(found.value(), StandardCharsets.UTF_8))
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::valueOf);
  }

  @Override
  public void put(List<QuestionSet> sets) {
    write(sets.stream().map(set -> new ProducerRecord<>(topic.name(), set.getId(), set)).toList());
  }

  @Override
  public void remove(String id) {
    write(List.of(removal(id, lastVersions().getOrDefault(id, 0))));
  }

  private ProducerRecord<String, QuestionSet> removal(String id, int version) {
    ProducerRecord<String, QuestionSet> removal = new ProducerRecord<>(topic.name(), id, null);
    removal.headers().add(LAST_VERSION, Integer.toString(version).getBytes(StandardCharsets.UTF_8));
    return removal;
  }

  private void write(List<ProducerRecord<String, QuestionSet>> records) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<String, QuestionSet> producer =
        new KafkaProducer<>(config, new StringSerializer(), serializer)) {
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
