package io.framewise.connectors.definition;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DefinitionOrigin;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.CompactedTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of source definitions, as those see it who change it. Blocking. */
public final class DefinitionTopic {

  private static final Logger LOG = LoggerFactory.getLogger(DefinitionTopic.class);

  private final KafkaSettings kafka;
  private final Topic<SourceDefinition> topic;
  private final CompactedTopic<SourceDefinition> contents;
  private final AvroSerializer<SourceDefinition> serializer;

  /** The topic that {@code kafka} names. */
  public DefinitionTopic(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.topic = kafka.topics().sourceDefinitions();
    this.contents = new CompactedTopic<>(kafka, topic, registry);
    this.serializer = new AvroSerializer<>(topic, registry);
  }

  /**
   * The definitions that are in force, by source id; empty where nobody can read it.
   *
   * @throws UserError when the broker, the topic or the registry is not there
   */
  public Map<String, Optional<SourceDefinition>> read() {
    return contents.read();
  }

  /**
   * Makes a group's definitions those of its settings file. What a person added or changed by
   * command stays, and so does what belongs to another group; both are told where the file says
   * otherwise.
   *
   * @throws UserError when the topic cannot be read or takes no record
   */
  public void seed(String group, Map<String, SourceSettings> file, Instant now) {
    Map<String, Optional<SourceDefinition>> known = read();
    List<ProducerRecord<String, SourceDefinition>> changes = new ArrayList<>();
    file.forEach(
        (id, settings) -> {
          SourceDefinition wanted =
              Definitions.of(id, group, settings, DefinitionOrigin.SETTINGS_FILE, now);
          Optional<SourceDefinition> there = known.getOrDefault(id, Optional.empty());
          if (there.isEmpty() && known.containsKey(id)) {
            LOG.atWarn()
                .addKeyValue(SOURCE_ID, id)
                .log("its definition on the topic cannot be read, and is left as it is");
          } else if (there.isEmpty() || isSeedOf(there.get(), group)) {
            if (!there
                .map(SourceDefinition::getSettings)
                .equals(Optional.of(wanted.getSettings()))) {
              changes.add(new ProducerRecord<>(topic.name(), id, wanted));
            }
          } else {
            tellKept(there.get(), wanted);
          }
        });
    known.forEach(
        (id, there) ->
            there
                .filter(definition -> isSeedOf(definition, group) && !file.containsKey(id))
                .ifPresent(gone -> changes.add(new ProducerRecord<>(topic.name(), id, null))));
    write(changes);
  }

  private static boolean isSeedOf(SourceDefinition definition, String group) {
    return definition.getOrigin() == DefinitionOrigin.SETTINGS_FILE
        && definition.getGroup().equals(group);
  }

  private static void tellKept(SourceDefinition there, SourceDefinition wanted) {
    if (!there.getGroup().equals(wanted.getGroup())) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, there.getSourceId())
          .log(
              "another source of this id belongs to the group {}, and this one of the settings file is left out; give it another id",
              there.getGroup());
    } else if (!there.getSettings().equals(wanted.getSettings())) {
      LOG.atWarn()
          .addKeyValue(SOURCE_ID, there.getSourceId())
          .log(
              "it was changed by command and stays so, whatever the settings file says; framewise sources remove, and another start, take the file's");
    }
  }

  /**
   * Puts a definition in force, and returns when Kafka has it.
   *
   * @throws UserError when it does not take it
   */
  public void put(SourceDefinition definition) {
    write(List.of(new ProducerRecord<>(topic.name(), definition.getSourceId(), definition)));
  }

  /**
   * Removes a source, and returns when Kafka has taken it.
   *
   * @throws UserError when it does not take it
   */
  public void remove(String sourceId) {
    write(List.of(new ProducerRecord<>(topic.name(), sourceId, null)));
  }

  private void write(List<ProducerRecord<String, SourceDefinition>> records) {
    if (records.isEmpty()) {
      return;
    }
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<String, SourceDefinition> producer =
        new KafkaProducer<>(config, new StringSerializer(), serializer)) {
      for (ProducerRecord<String, SourceDefinition> record : records) {
        producer.send(record).get();
      }
    } catch (ExecutionException e) {
      throw new UserError(
          "the definitions of sources could not be written: " + e.getCause().getMessage(),
          "check the broker and this client's rights",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while writing definitions of sources", "start again", e);
    }
  }
}
