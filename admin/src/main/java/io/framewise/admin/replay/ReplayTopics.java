package io.framewise.admin.replay;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topics of one replay: a catalogue of its own beside the live one, over the live frames. Its
 * events and dead letters stay; the others, of no use afterwards, go with {@link #close()}.
 * Confined to one thread.
 */
final class ReplayTopics implements AutoCloseable {

  private final KafkaSettings kafka;
  private final KafkaProducer<String, AnalysisEvent> events;

  private ReplayTopics(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    this.events =
        new KafkaProducer<>(
            config, new StringSerializer(), new AvroSerializer<>(topics().events(), registry));
  }

  /**
   * Makes them.
   *
   * @throws UserError when there is a replay of this name, or the live system is not there
   */
  static ReplayTopics create(KafkaSettings live, SchemaRegistry registry, String name) {
    String prefix = live.topicPrefix() + "replay." + name + ".";
    KafkaSettings kafka;
    try (Admin admin = Admin.create(live.clientConfig())) {
      if (await(admin.listTopics().names()).stream().anyMatch(topic -> topic.startsWith(prefix))) {
        throw new UserError(
            "there is a replay called " + name, "give another --name, or delete its topics");
      }
      kafka = live.beside(prefix, partitions(admin, live.topics().frames(Domain.VIDEO).name()));
    }
    new TopicSetup(kafka, registry).run();
    return new ReplayTopics(kafka, registry);
  }

  /** What the topic has, whatever the settings of this command say. */
  private static int partitions(Admin admin, String topic) {
    return await(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .size();
  }

  /** How everything that belongs to the replay reaches its topics. */
  KafkaSettings kafka() {
    return kafka;
  }

  Topics topics() {
    return kafka.topics();
  }

  /** Publishes an event and returns when Kafka has it. */
  void publish(AnalysisEvent event) {
    event.setCreatedAt(Instant.now());
    try {
      events.send(new ProducerRecord<>(topics().events().name(), event.getSourceId(), event)).get();
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    events.close();
    Set<String> kept = Set.of(topics().events().name(), topics().deadLetters().name());
    List<String> gone =
        topics().all().stream()
            .map(Topic::name)
            .filter(name -> name.startsWith(kafka.topicPrefix()))
            .filter(Predicate.not(kept::contains))
            .toList();
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      await(admin.deleteTopics(gone).all());
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static UserError refused(ExecutionException e) {
    return new UserError(
        "Kafka does not do what the replay needs: " + e.getCause().getMessage(),
        "check the broker, kafka.bootstrap-servers and this client's rights",
        e);
  }

  private static UserError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UserError("the replay was interrupted", "start it again under another --name", e);
  }
}
