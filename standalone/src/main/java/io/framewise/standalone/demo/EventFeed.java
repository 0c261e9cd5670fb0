package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the events topic as any subscriber would: committed events only, schema from the registry.
 * Begins at the end that the topic has at the start, and keeps what came since. Safe for use by
 * several threads.
 */
final class EventFeed implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, AnalysisEvent> consumer;
  private final Consumer<AnalysisEvent> listener;
  private final List<AnalysisEvent> events = new ArrayList<>();
  private final Thread thread = new Thread(this::follow, "event-feed");
  private volatile boolean closing;

  private EventFeed(
      KafkaConsumer<String, AnalysisEvent> consumer, Consumer<AnalysisEvent> listener) {
    this.consumer = consumer;
    this.listener = listener;
  }

  static EventFeed start(
      KafkaSettings kafka, SchemaRegistry registry, Consumer<AnalysisEvent> listener) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    Topic<AnalysisEvent> topic = Topics.of(kafka).events();
    KafkaConsumer<String, AnalysisEvent> consumer =
        new KafkaConsumer<>(
            config, new StringDeserializer(), new AvroSerde<>(topic, registry).deserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    // Ask for the positions now: a lazy seek to the end would pass over the first events.
    consumer.endOffsets(partitions).forEach(consumer::seek);
    EventFeed feed = new EventFeed(consumer, listener);
    feed.thread.start();
    return feed;
  }

  /** Everything read so far. */
  synchronized List<AnalysisEvent> events() {
    return List.copyOf(events);
  }

  private void follow() {
    try (consumer) {
      while (!closing) {
        for (ConsumerRecord<String, AnalysisEvent> record : consumer.poll(POLL)) {
          take(record.value());
        }
      }
    } catch (WakeupException e) {
      closing = true;
    }
  }

  private void take(AnalysisEvent event) {
    synchronized (this) {
      events.add(event);
    }
    listener.accept(event);
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
