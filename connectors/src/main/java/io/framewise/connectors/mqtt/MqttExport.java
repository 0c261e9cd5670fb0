package io.framewise.connectors.mqtt;

import io.framewise.connectors.settings.MqttSettings;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events and alerts by MQTT, on a thread of its own. A record counts as read in Kafka
 * once the broker has acknowledged all of its messages: while the broker is away nothing is read,
 * nothing is lost and nothing piles up here; what was on its way then is sent again.
 */
public final class MqttExport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MqttExport.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration GOODBYE = Duration.ofSeconds(2);
  private static final long RETRY_MS = 1000;
  private static final int RECORDS = 50;
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  private final Consumer<String, byte[]> consumer;
  private final Set<String> topics;
  private final String eventTopic;
  private final EventReader reader;
  private final MqttSender sender;
  private final Thread thread = new Thread(this::run, "mqtt-events");
  private final AtomicLong published = new AtomicLong();
  private volatile boolean connected;
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param group the group of the connectors, whose name the consumer group bears
   */
  public static MqttExport start(
      KafkaSettings kafka, SchemaRegistry registry, String group, MqttBroker broker) {
    MqttExport export = new MqttExport(kafka, registry, group, broker);
    export.thread.start();
    return export;
  }

  private MqttExport(
      KafkaSettings kafka, SchemaRegistry registry, String group, MqttBroker broker) {
    MqttSettings settings = broker.settings();
    this.eventTopic = kafka.topics().events().name();
    this.topics = Set.of(eventTopic, kafka.topics().alerts().name());
    String status = MqttSender.statusTopic(settings.prefix());
    this.reader =
        new EventReader(
            kafka,
            registry,
            new EventMessages(settings.prefix()),
            settings.homeAssistant()
                ? Optional.of(new HomeAssistant(settings.discoveryPrefix(), status))
                : Optional.empty());
    this.sender = new MqttSender(broker);
    this.consumer =
        new KafkaConsumer<>(
            config(kafka, group), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> config(KafkaSettings kafka, String group) {
    Map<String, Object> config = kafka.clientConfig();
    // No group of connectors has a colon in its name, so that none is this one.
    config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.topicPrefix() + group + ":mqtt");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return config;
  }

  private void run() {
    try {
      consumer.subscribe(topics, new Beginning());
      while (!closed) {
        step();
      }
    } catch (InterruptException | InterruptedException e) {
      LOG.debug("told to stop");
    } catch (Throwable e) { // The process goes on without; who looks is to learn of it.
      LOG.error("events and alerts are not published any more, until a restart", e);
    } finally {
      connected = false;
      boolean unused = Thread.interrupted(); // There is a little left to say.
      try {
        sender.close();
      } finally {
        consumer.close(CloseOptions.timeout(GOODBYE));
      }
    }
  }

  private void connect() throws InterruptedException {
    boolean before = sender.hasLink();
    connected = sender.isConnected();
    if (connected && !before) {
      reader.forget();
      consumer.resume(consumer.paused());
    } else if (!connected) {
      // Polls all the same: who does not is thrown out of the group.
      consumer.pause(consumer.assignment());
    }
  }

  private void step() throws InterruptedException {
    try {
      connect();
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        forward(records);
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("events and alerts cannot be read for now: {}", e.getMessage());
      TimeUnit.MILLISECONDS.sleep(RETRY_MS);
    } catch (RuntimeException e) { // Whatever it is, the next try may go well.
      LOG.error("events and alerts could not be published", e);
      TimeUnit.MILLISECONDS.sleep(RETRY_MS);
    }
  }

  private void forward(ConsumerRecords<String, byte[]> records) throws InterruptedException {
    boolean done = false;
    try {
      if (connected) {
        List<OutMessage> messages = new ArrayList<>();
        records.forEach(record -> messages.addAll(reader.messages(record)));
        sender.send(messages);
        consumer.commitSync();
        done = true;
        published.addAndGet(records.count());
      }
    } catch (MqttSender.LinkLostException e) {
      LOG.debug("sent again later", e);
    } finally {
      if (!done) {
        reader.forget(); // What was to be announced may not have been.
        goBack(records);
      }
    }
  }

  private void goBack(ConsumerRecords<String, byte[]> records) {
    Set<TopicPartition> ours = consumer.assignment();
    for (TopicPartition partition : records.partitions()) {
      if (ours.contains(partition)) {
        List<ConsumerRecord<String, byte[]>> some = records.records(partition);
        consumer.seek(partition, some.get(0).offset());
      }
    }
  }

  /** The very first time events begin with the next one; alerts with all that there are. */
  private final class Beginning implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
      Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
      List<TopicPartition> unread =
          partitions.stream()
              .filter(one -> one.topic().equals(eventTopic) && known.get(one) == null)
              .toList();
      consumer
          .endOffsets(unread)
          .forEach((partition, end) -> first.put(partition, new OffsetAndMetadata(end)));
      first.forEach(consumer::seek);
      consumer.commitSync(first);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      LOG.debug("partitions of events and alerts go to others: {}", partitions);
    }
  }

  /** Whether there was a connection to the broker when it was last needed. */
  public boolean isConnected() {
    return connected;
  }

  /** Records whose messages the broker has acknowledged, since the start. */
  public long published() {
    return published.get();
  }

  /** Ends; what the broker has not acknowledged stays for the next start. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
