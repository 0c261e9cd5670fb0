package io.framewise.platform.setup;

import static io.framewise.platform.observe.LogKeys.TOPIC;

import io.framewise.contract.UserError;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every deployable does first: waits for the broker and the registry, creates the topics that
 * are missing, checks the partition counts of those that are there and how compacted ones are kept,
 * and registers the schemas. Safe to run from several processes at once.
 */
public final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

  private final KafkaSettings kafka;
  private final SchemaRegistry registry;

  /** A set-up of the catalogue that {@code kafka} names. */
  public TopicSetup(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  /**
   * Runs the set-up.
   *
   * @throws UserError when broker or registry stay away longer than {@code kafka.startup-limit}, or
   *     a topic has another partition count
   */
  public void run() {
    Topics topics = kafka.topics();
    try (Admin admin = Admin.create(adminConfig())) {
      Set<String> existing = awaitBroker(admin);
      create(
          admin, topics.all().stream().filter(topic -> !existing.contains(topic.name())).toList());
      checkPartitions(admin, topics);
      new KeptTopics(admin)
          .correct(topics.all().stream().filter(topic -> existing.contains(topic.name())).toList());
    }
    registry.prepare(topics.all(), kafka.startupLimit());
  }

  private Map<String, Object> adminConfig() {
    Map<String, Object> config = kafka.clientConfig();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return config;
  }

  private Set<String> awaitBroker(Admin admin) {
    long deadline = System.nanoTime() + kafka.startupLimit().toNanos();
    while (true) {
      try {
        return admin.listTopics().names().get(15, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        refuseIfHopeless(e.getCause());
        if (System.nanoTime() > deadline) {
          throw new UserError(
              "no Kafka broker answers at " + kafka.bootstrapServers(),
              "start one there, or set kafka.bootstrap-servers (FRAMEWISE_KAFKA_BOOTSTRAP_SERVERS)",
              e);
        }
        LOG.warn("waiting for a Kafka broker at {}", kafka.bootstrapServers());
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** What waiting does not change: Kafka does not know who asks, or TLS is not as it was set up. */
  private void refuseIfHopeless(Throwable cause) {
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      throw new UserError(
          "the Kafka broker at "
              + kafka.bootstrapServers()
              + " refuses this client: "
              + cause.getMessage(),
          "check kafka.properties, such as sasl.jaas.config and the ssl ones",
          cause);
    }
  }

  private void create(Admin admin, Collection<Topic<?>> missing) {
    List<NewTopic> topics = missing.stream().map(this::newTopic).toList();
    for (var result : admin.createTopics(topics).values().entrySet()) {
      try {
        result.getValue().get();
        LOG.atInfo().addKeyValue(TOPIC, result.getKey()).log("created a topic");
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new UserError(
              "topic " + result.getKey() + " could not be created: " + e.getCause().getMessage(),
              "check the broker's log and this client's rights",
              e);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private NewTopic newTopic(Topic<?> topic) {
    Map<String, String> config = new TreeMap<>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxMessageBytes()));
    if (topic.compacted()) {
      config.putAll(KeptTopics.config(topic));
    } else {
      config.put(
          TopicConfig.RETENTION_MS_CONFIG,
          Long.toString(topic.retention().map(Duration::toMillis).orElseThrow()));
    }
    int partitions = topic.keyedBySource() ? kafka.partitions() : 1;
    return new NewTopic(
            topic.name(), Optional.of(partitions), Optional.of((short) kafka.replicationFactor()))
        .configs(config);
  }

  private void checkPartitions(Admin admin, Topics topics) {
    List<String> names =
        topics.all().stream().filter(Topic::keyedBySource).map(Topic::name).toList();
    for (TopicDescription topic : describe(admin, names).values()) {
      int partitions = topic.partitions().size();
      if (partitions != kafka.partitions()) {
        throw new UserError(
            "topic "
                + topic.name()
                + " has "
                + partitions
                + " partitions, kafka.partitions says "
                + kafka.partitions(),
            "all topics keyed by source id need one count: set kafka.partitions to "
                + partitions
                + ", or recreate the topic");
      }
    }
  }

  /** Asks again while a topic that has just been created is not yet known to every broker. */
  private Map<String, TopicDescription> describe(Admin admin, List<String> names) {
    long deadline = System.nanoTime() + kafka.startupLimit().toNanos();
    while (true) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw new UserError(
              "the topics could not be described: " + e.getCause().getMessage(),
              "check this client's rights",
              e);
        }
        pause();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static UserError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UserError("interrupted while setting up the topics", "start again", e);
  }
}
