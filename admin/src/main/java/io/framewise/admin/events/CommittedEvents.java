package io.framewise.admin.events;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.ReadToEnd;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events on their topic, committed ones only: first what is there, then what comes, without a
 * gap between the two. Confined to one thread.
 */
public final class CommittedEvents implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommittedEvents.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Offsets count the marks of transactions too, so that more must be read than is wanted. */
  private static final int FIRST_TAIL = 4;

  private static final int LONGER_TAIL = 8;

  private final Consumer<String, byte[]> consumer;
  private final AvroDeserializer<AnalysisEvent> deserializer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;
  private int unreadable;

  /**
   * Looks where the topic begins and ends now.
   *
   * @throws UserError when there is no such topic
   */
  public static CommittedEvents open(KafkaSettings kafka, SchemaRegistry registry) {
    Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            ReadToEnd.consumerConfig(kafka, "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    try {
      return new CommittedEvents(consumer, kafka.topics().events().name(), registry);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  CommittedEvents(Consumer<String, byte[]> consumer, String topic, SchemaRegistry registry) {
    this.consumer = consumer;
    this.deserializer = new AvroDeserializer<>(AnalysisEvent.class, registry);
    this.partitions = ReadToEnd.partitions(consumer, topic);
    consumer.assign(partitions);
    this.begins = consumer.beginningOffsets(partitions);
    this.ends = consumer.endOffsets(partitions);
  }

  /** The newest events that are wanted, at most {@code most}, the newest last. */
  public List<AnalysisEvent> newest(Predicate<AnalysisEvent> wanted, int most) {
    for (long tail = (long) FIRST_TAIL * most; ; tail *= LONGER_TAIL) {
      Newest newest = new Newest(wanted, most);
      Map<TopicPartition, Long> starts = new HashMap<>();
      for (TopicPartition partition : partitions) {
        starts.put(partition, Math.max(begins.get(partition), ends.get(partition) - tail));
      }
      read(starts, newest::add);
      List<TopicPartition> cut =
          partitions.stream()
              .filter(partition -> starts.get(partition) > begins.get(partition))
              .toList();
      if (cut.stream().noneMatch(newest::mayLackSomeOf)) {
        return newest.sorted();
      }
    }
  }

  /** Tells of each event since a time, those of one partition in their order. */
  public void since(Instant from, java.util.function.Consumer<AnalysisEvent> listener) {
    Map<TopicPartition, Long> times =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, any -> from.toEpochMilli()));
    Map<TopicPartition, Long> starts = new HashMap<>(ends);
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                starts.put(partition, Math.min(found.offset(), ends.get(partition)));
              }
            });
    read(starts, (partition, event) -> listener.accept(event));
  }

  /** Tells of each event that comes after those there were at the opening, until it is enough. */
  public void follow(java.util.function.Consumer<AnalysisEvent> listener, BooleanSupplier enough) {
    ends.forEach(consumer::seek);
    while (!enough.getAsBoolean()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        tell(record, (partition, event) -> listener.accept(event));
      }
    }
  }

  /** How many records of the last reading are no events. */
  public int unreadable() {
    return unreadable;
  }

  private interface Listener {
    void event(TopicPartition partition, AnalysisEvent event);
  }

  private void read(Map<TopicPartition, Long> starts, Listener listener) {
    starts.forEach(consumer::seek);
    unreadable = 0;
    ReadToEnd.read(consumer, ends, record -> tell(record, listener));
  }

  private void tell(ConsumerRecord<String, byte[]> record, Listener listener) {
    if (record.value() == null) {
      return;
    }
    AnalysisEvent event;
    try {
      event = deserializer.deserialize(record.topic(), record.value());
    } catch (SerializationException e) {
      LogKeys.at(LOG.atDebug(), RecordPlace.of(record)).setCause(e).log("a record is no event");
      unreadable++;
      return;
    }
    listener.event(new TopicPartition(record.topic(), record.partition()), event);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** The newest of what is read, and how far back the reading went. */
  private static final class Newest {

    private static final Comparator<AnalysisEvent> OLDEST_FIRST =
        Comparator.comparing(AnalysisEvent::getCreatedAt).thenComparing(AnalysisEvent::getEventId);

    private final Predicate<AnalysisEvent> wanted;
    private final int most;
    private final PriorityQueue<AnalysisEvent> taken = new PriorityQueue<>(OLDEST_FIRST);
    private final Map<TopicPartition, Instant> oldest = new HashMap<>();

    Newest(Predicate<AnalysisEvent> wanted, int most) {
      this.wanted = wanted;
      this.most = most;
    }

    void add(TopicPartition partition, AnalysisEvent event) {
      oldest.merge(
          partition, event.getCreatedAt(), (known, other) -> known.isBefore(other) ? known : other);
      if (wanted.test(event)) {
        taken.add(event);
        if (taken.size() > most) {
          taken.remove();
        }
      }
    }

    boolean mayLackSomeOf(TopicPartition cut) {
      Instant back = oldest.get(cut);
      return taken.size() < most || back == null || back.isAfter(taken.element().getCreatedAt());
    }

    List<AnalysisEvent> sorted() {
      return taken.stream().sorted(OLDEST_FIRST).toList();
    }
  }
}
