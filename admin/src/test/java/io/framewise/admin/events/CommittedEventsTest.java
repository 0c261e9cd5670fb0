package io.framewise.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.TestRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommittedEventsTest {

  private static final Topic<AnalysisEvent> TOPIC = new Topics("test.").events();

  private final SchemaRegistry registry = SchemaRegistry.inMemory();
  private final AvroSerializer<AnalysisEvent> serializer = new AvroSerializer<>(TOPIC, registry);
  private final Map<TopicPartition, List<byte[]>> topic = new HashMap<>();
  private final Log consumer = new Log();

  @Test
  void shouldPrintTheNewestOverAllPartitionsWhereverTheyLie() {
    // All that is new lies on one partition, with the marks of transactions between.
    for (int i = 0; i < 50; i++) {
      put(0, "old" + i, i);
    }
    for (int i = 0; i < 200; i++) {
      put(1, "new" + i, 1000 + i);
      for (int mark = 0; mark < 9; mark++) {
        topic.get(new TopicPartition(TOPIC.name(), 1)).add(null);
      }
    }

    assertThat(newest("", 3)).containsExactly("new197", "new198", "new199");
    assertThat(newest("new1", 2)).containsExactly("new198", "new199");
  }

  @Test
  void shouldReadFurtherBackForWhatIsRare() {
    put(0, "rare", 0);
    for (int i = 0; i < 500; i++) {
      put(0, "common" + i, 1 + i);
    }

    assertThat(newest("rare", 1)).containsExactly("rare");
    assertThat(newest("rare", 5)).containsExactly("rare");
    assertThat(newest("nothing", 5)).isEmpty();
  }

  @Test
  void shouldFollowFromWhereItStoppedReading() {
    put(0, "before", 0);
    load();
    CommittedEvents events = new CommittedEvents(consumer, TOPIC.name(), registry);
    put(0, "after", 5);
    List<String> seen = new ArrayList<>();
    events.follow(event -> seen.add(event.getEventId()), () -> !seen.isEmpty());

    assertThat(seen).containsExactly("after");
  }

  private List<String> newest(String beginning, int most) {
    load();
    CommittedEvents events = new CommittedEvents(consumer, TOPIC.name(), registry);
    return events.newest(event -> event.getEventId().startsWith(beginning), most).stream()
        .map(AnalysisEvent::getEventId)
        .toList();
  }

  private void put(int partition, String id, long afterMs) {
    topic
        .computeIfAbsent(new TopicPartition(TOPIC.name(), partition), made -> new ArrayList<>())
        .add(bytes(id, afterMs));
  }

  private byte[] bytes(String id, long afterMs) {
    return serializer.serialize(TOPIC.name(), TestRecords.event("door", id, afterMs).build());
  }

  private void load() {
    Node node = new Node(0, "none", 1);
    List<PartitionInfo> infos = new ArrayList<>();
    Map<TopicPartition, Long> begins = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    topic.forEach(
        (partition, values) -> {
          infos.add(
              new PartitionInfo(
                  partition.topic(),
                  partition.partition(),
                  node,
                  new Node[] {node},
                  new Node[] {node}));
          begins.put(partition, 0L);
          ends.put(partition, (long) values.size());
        });
    consumer.updatePartitions(TOPIC.name(), infos);
    consumer.updateBeginningOffsets(begins);
    consumer.updateEndOffsets(ends);
  }

  /** A consumer that can go back, which MockConsumer cannot; the marks of transactions are null. */
  private final class Log extends MockConsumer<String, byte[]> {

    private final Map<TopicPartition, Long> positions = new HashMap<>();

    Log() {
      super("earliest");
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      positions.put(partition, offset);
    }

    @Override
    public synchronized long position(TopicPartition partition) {
      return positions.get(partition);
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration limit) {
      Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
      topic.forEach(
          (partition, values) -> {
            for (long at = position(partition); at < values.size(); at++) {
              if (values.get((int) at) != null) {
                records
                    .computeIfAbsent(partition, made -> new ArrayList<>())
                    .add(
                        new ConsumerRecord<>(
                            partition.topic(),
                            partition.partition(),
                            at,
                            "door",
                            values.get((int) at)));
              }
              positions.put(partition, at + 1);
            }
          });
      return new ConsumerRecords<>(records, Map.of());
    }
  }
}
