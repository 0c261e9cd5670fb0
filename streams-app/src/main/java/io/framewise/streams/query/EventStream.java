package io.framewise.streams.query;

import io.framewise.contract.serde.AvroSerde;
import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topic of events or of alerts as any consumer would: committed records only, from the
 * end that the topic has at the start, on a thread of its own. Unlike the state stores it has the
 * records of all instances.
 */
public final class EventStream<V extends SpecificRecord> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private static final long RETRY_MS = 1000;

  private final org.apache.kafka.clients.consumer.Consumer<String, V> consumer;
  private final Listener<V> listener;
  private final Map<TopicPartition, Long> begin;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Is told of each record, on the stream's thread; must not block. */
  public interface Listener<V> {
    /** A record and where it lies. */
    void told(RecordPlace place, V value);
  }

  private EventStream(
      org.apache.kafka.clients.consumer.Consumer<String, V> consumer, Listener<V> listener) {
    this.consumer = consumer;
    this.listener = listener;
    this.begin = positions(consumer);
    this.thread = new Thread(this::follow, "event-stream");
  }

  private static Map<TopicPartition, Long> positions(
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer
        .assignment()
        .forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  /** Starts to follow; {@code listener} is called on the stream's thread and must not block. */
  public static <V extends SpecificRecord> EventStream<V> start(
      KafkaSettings kafka, SchemaRegistry registry, Topic<V> topic, Consumer<V> listener) {
    return startWithPlaces(kafka, registry, topic, (place, value) -> listener.accept(value));
  }

  /** The same, for who wants to know where each record lies. */
  public static <V extends SpecificRecord> EventStream<V> startWithPlaces(
      KafkaSettings kafka, SchemaRegistry registry, Topic<V> topic, Listener<V> listener) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            config, new StringDeserializer(), new AvroSerde<>(topic, registry).deserializer());
    try {
      goToTheEnd(consumer, topic.name());
      return follow(consumer, listener);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static void goToTheEnd(KafkaConsumer<?, ?> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    // The positions are fetched now, because a lazy seek to the end could skip the first events.
    consumer.endOffsets(partitions).forEach(consumer::seek);
  }

  /** Follows a consumer that has its partitions and positions; the stream closes it. */
  static <V extends SpecificRecord> EventStream<V> follow(
      org.apache.kafka.clients.consumer.Consumer<String, V> consumer, Listener<V> listener) {
    EventStream<V> stream = new EventStream<>(consumer, listener);
    stream.thread.start();
    return stream;
  }

  /** Where each partition is read from: the offset of the first record that is told. */
  public Map<TopicPartition, Long> begin() {
    return begin;
  }

  private void follow() {
    try (consumer) {
      while (closing.getCount() > 0) {
        pollOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pollOnce() throws InterruptedException {
    try {
      consumer.poll(POLL).forEach(this::tell);
    } catch (WakeupException e) {
      LOG.debug("woken up to close");
    } catch (RecordDeserializationException e) {
      if (e.getCause() instanceof RegistryUnavailableException) {
        stumble(e); // The event may be valid, so it is read again.
      } else {
        skip(e);
      }
    } catch (KafkaException e) {
      stumble(e);
    } catch (RuntimeException e) {
      LOG.error("the event stream failed unexpectedly and goes on", e);
      pause();
    }
  }

  private void tell(ConsumerRecord<String, V> record) {
    if (record.value() == null) {
      return;
    }
    try {
      listener.told(RecordPlace.of(record), record.value());
    } catch (RuntimeException e) {
      LogKeys.at(LOG.atError(), RecordPlace.of(record))
          .setCause(e)
          .log("a record could not be told");
    }
  }

  private void skip(RecordDeserializationException e) {
    LogKeys.at(LOG.atWarn(), new RecordPlace(e.topicPartition(), e.offset())).log(
        "a record cannot be read and is skipped");
    consumer.seek(e.topicPartition(), e.offset() + 1);
  }

  private void stumble(KafkaException e) throws InterruptedException {
    LOG.warn("the event stream stumbled and goes on: {}", e.getMessage());
    pause();
  }

  private void pause() throws InterruptedException {
    if (closing.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
      LOG.debug("closed while waiting to try again");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
