package io.framewise.connectors.testing;

import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics as any consumer would. */
public final class TopicReader {

  private final KafkaSettings kafka;
  private final SchemaRegistry registry;

  /** A reader of the broker that {@code kafka} names. */
  public TopicReader(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  /** Everything in {@code topic} now, partition by partition. */
  public <V extends SpecificRecord> List<ConsumerRecord<String, V>> all(Topic<V> topic) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    read(topic, Map.of(), fetched -> fetched.forEach(records::add));
    return records;
  }

  /** How many records come when as little as possible, one batch, is fetched at a time. */
  public <V extends SpecificRecord> List<Integer> fetchSizes(Topic<V> topic) {
    List<Integer> sizes = new ArrayList<>();
    read(
        topic,
        Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1),
        fetched -> fetched.partitions().forEach(part -> sizes.add(fetched.records(part).size())));
    return sizes;
  }

  private <V extends SpecificRecord> void read(
      Topic<V> topic, Map<String, Object> overrides, Consumer<ConsumerRecords<String, V>> each) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.putAll(overrides);
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            config,
            new StringDeserializer(),
            new AvroDeserializer<>(topic.valueType(), registry))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        each.accept(consumer.poll(Duration.ofMillis(100)));
      }
    }
  }
}
