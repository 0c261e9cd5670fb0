package io.framewise.standalone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics as a program would that knows nothing of ours but Kafka, Avro and Confluent's wire
 * format: committed records only, decoded by hand. Confined to one thread.
 */
public final class ForeignReader implements AutoCloseable {

  private static final byte MAGIC = 0;
  private static final Duration POLL = Duration.ofMillis(200);

  private final RegistrySchemas schemas;
  private final KafkaConsumer<String, byte[]> consumer;

  /** A reader of what lies on {@code platform}. */
  public ForeignReader(Platform platform) {
    this.schemas = new RegistrySchemas(platform.registryUrl());
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                platform.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // What is asked for is there; a fetch ahead must not hold up the next question.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                1,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  /** All that is on a topic now. */
  public List<ConsumerRecord<String, byte[]>> all(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  /** All that is on a topic now, decoded. */
  public List<GenericRecord> allDecoded(String topic) {
    return all(topic).stream()
        .filter(record -> record.value() != null) // a mark
        .map(record -> decode(record.value()))
        .toList();
  }

  /** The names of all topics that there are now. */
  Set<String> topics() {
    return consumer.listTopics().keySet();
  }

  /** The record at one place. */
  GenericRecord at(String topic, int partition, long offset) {
    TopicPartition place = new TopicPartition(topic, partition);
    consumer.assign(List.of(place));
    consumer.seek(place, offset);
    while (true) {
      List<ConsumerRecord<String, byte[]>> records = consumer.poll(POLL).records(place);
      if (!records.isEmpty()) {
        return decode(records.get(0).value());
      }
    }
  }

  /** A value in Confluent wire format. */
  public GenericRecord decode(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    if (buffer.get() != MAGIC) {
      throw new IllegalStateException("not in Confluent wire format");
    }
    int schemaId = buffer.getInt();
    try {
      return new GenericDatumReader<GenericRecord>(schemas.byId(schemaId))
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(value, buffer.position(), buffer.remaining(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
