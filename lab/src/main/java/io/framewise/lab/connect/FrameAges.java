package io.framewise.lab.connect;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.platform.statistics.Percentile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How old frames are, by their capture time, when somebody who waits for them has them. */
final class FrameAges implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<String, FrameHeader> consumer;

  /** Waits for the frames that come from now on. */
  FrameAges(BenchConnectors connectors) {
    Map<String, Object> config = connectors.kafka().clientConfig();
    this.consumer =
        new KafkaConsumer<>(
            config,
            new StringDeserializer(),
            new AvroDeserializer<>(FrameHeader.class, connectors.registry()));
    String topic = connectors.kafka().topics().frames(Domain.VIDEO).name();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** The ages of the frames that come within a time, in milliseconds. */
  List<Long> over(Duration time) {
    List<Long> ages = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      for (ConsumerRecord<String, FrameHeader> record : consumer.poll(POLL)) {
        ages.add(System.currentTimeMillis() - record.value().getCapturedAt().toEpochMilli());
      }
    }
    return ages;
  }

  /** One of so many; -1 where there is none. */
  static long percentile(List<Long> ages, double percent) {
    return Percentile.of(ages, percent).orElse(-1L);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
