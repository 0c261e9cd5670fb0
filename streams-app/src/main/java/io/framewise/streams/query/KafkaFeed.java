package io.framewise.streams.query;

import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.observe.LogKeys;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.ReadToEnd;
import io.framewise.platform.topic.RecordPlace;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed on its topics. Each reading has a consumer of its own with small buffers. Safe for use
 * by several threads.
 */
public final class KafkaFeed implements FeedHistory {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaFeed.class);

  private static final int FETCH_BYTES = 1024 * 1024;
  private static final int POLL_RECORDS = 100;

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Map<FeedTopic, AvroDeserializer<? extends SpecificRecord>> deserializers =
      new EnumMap<>(FeedTopic.class);

  /** The feed on the topics that {@code kafka} names. */
  public KafkaFeed(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.topics = kafka.topics();
    for (FeedTopic topic : FeedTopic.values()) {
      deserializers.put(topic, deserializer(topic.in(topics), registry));
    }
  }

  private static <V extends SpecificRecord> AvroDeserializer<V> deserializer(
      Topic<V> topic, SchemaRegistry registry) {
    return new AvroDeserializer<>(topic.valueType(), registry);
  }

  @Override
  public FeedPosition read(FeedPosition from, Reader reader) throws InterruptedException {
    Map<String, Object> config = ReadToEnd.consumerConfig(kafka, "none");
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      return new Reading(consumer, from, reader).toTheEnd();
    } catch (Interruption e) {
      throw e.cause();
    }
  }

  /** One reading. */
  private final class Reading {

    private final Consumer<String, byte[]> consumer;
    private final Reader reader;
    private final Map<TopicPartition, FeedPartition> partitions = new HashMap<>();
    private FeedPosition at;

    Reading(Consumer<String, byte[]> consumer, FeedPosition from, Reader reader) {
      this.consumer = consumer;
      this.reader = reader;
      this.at = from;
      for (FeedTopic topic : FeedTopic.values()) {
        for (TopicPartition found : ReadToEnd.partitions(consumer, topic.in(topics).name())) {
          partitions.put(found, new FeedPartition(topic, found.partition()));
        }
      }
    }

    FeedPosition toTheEnd() throws InterruptedException {
      consumer.assign(partitions.keySet());
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions.keySet());
      while (true) {
        passOverWhatIsGone(ends);
        partitions.forEach((found, partition) -> consumer.seek(found, at.next(partition).get()));
        try {
          ReadToEnd.read(consumer, ends, this::tell);
          partitions.forEach(
              (found, partition) -> at = at.with(partition, consumer.position(found)));
          return at;
        } catch (OffsetOutOfRangeException e) {
          LOG.debug("records went while they were read", e);
        }
      }
    }

    /** Retention may have removed records, and a topic that was made anew ends earlier. */
    private void passOverWhatIsGone(Map<TopicPartition, Long> ends) throws InterruptedException {
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions.keySet());
      Map<FeedPartition, Long> reached = new TreeMap<>();
      long missing = 0;
      boolean known = true;
      for (Map.Entry<TopicPartition, FeedPartition> entry : partitions.entrySet()) {
        long begin = begins.get(entry.getKey());
        long end = ends.get(entry.getKey());
        // A partition that the position does not know was made since then.
        long wanted = at.next(entry.getValue()).orElse(begin);
        missing += Math.max(0, begin - wanted);
        known &= wanted <= end;
        reached.put(entry.getValue(), wanted > end ? begin : Math.max(begin, wanted));
      }
      at = FeedPosition.of(reached);
      if (missing > 0 || !known) {
        reader.gap(at, known ? OptionalLong.of(missing) : OptionalLong.empty());
      }
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
      FeedPartition partition =
          partitions.get(new TopicPartition(record.topic(), record.partition()));
      at = at.after(partition, record.offset());
      try {
        Optional<SpecificRecord> value = value(partition.topic(), record);
        if (value.isPresent()) {
          reader.record(partition, record.offset(), value.get());
        }
      } catch (InterruptedException e) {
        throw new Interruption(e);
      }
    }

    private Optional<SpecificRecord> value(FeedTopic topic, ConsumerRecord<String, byte[]> record) {
      if (record.value() == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(deserializers.get(topic).deserialize(record.topic(), record.value()));
      } catch (SerializationException e) {
        LogKeys.at(LOG.atWarn(), RecordPlace.of(record)).log(
            "a record cannot be read and is skipped");
        return Optional.empty();
      }
    }
  }

  /** Carries an interruption out of a callback that declares none. */
  private static final class Interruption extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final InterruptedException cause;

    Interruption(InterruptedException cause) {
      super(cause);
      this.cause = cause;
    }

    InterruptedException cause() {
      return cause;
    }
  }
}
