package io.framewise.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.TestRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In what order a task takes what it has fetched, and where its requests go. */
class OrderOfRecordsTest {

  @Test
  void shouldLetFramesTakeTurnsWhateverTheClocksOfTheirProducers() {
    long nowMs = TestRecords.START.toEpochMilli();
    FramesTakeTurns turns = new FramesTakeTurns(InstantSource.fixed(TestRecords.START));

    assertThat(turns.extract(record(nowMs + Duration.ofHours(1).toMillis()), 0)).isEqualTo(nowMs);
    assertThat(turns.extract(record(nowMs - Duration.ofDays(1).toMillis()), 0)).isEqualTo(nowMs);
    assertThat(turns.extract(record(ConsumerRecord.NO_TIMESTAMP), 0)).isEqualTo(nowMs);
  }

  @Test
  void shouldTakeAnswersBeforeAllFrames() {
    ConsumerRecord<Object, Object> completion = record(System.currentTimeMillis());

    assertThat(new BeforeFrames().extract(completion, 0))
        .isLessThan(new FramesTakeTurns(InstantSource.system()).extract(record(1), 0));
  }

  /** That each topic is read in its order, as a processor beside the first one sees it. */
  @Test
  void shouldReadAnswersAndAcknowledgementsBeforeFramesAndFramesInTurns(@TempDir Path state) {
    Map<String, Long> times = new HashMap<>();
    Topics topics = new Topics("test.");
    Topology topology =
        FramewiseTopology.build(
            topics, SchemaRegistry.inMemory(), TopologyHarness.settings(state, 1));
    List.of("frames", "completions", "acknowledgements")
        .forEach(
            source ->
                topology.addProcessor(
                    "beside-" + source,
                    () ->
                        (Processor<Object, Object, Void, Void>)
                            record -> times.put(source, record.timestamp()),
                    source));
    long beginMs = System.currentTimeMillis();
    Instant recordTime = Instant.ofEpochMilli(beginMs).minus(Duration.ofDays(1));
    try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties(state))) {
      for (Topic<?> topic :
          List.of(topics.frames(Domain.SCREEN), topics.completions(), topics.acknowledgements())) {
        driver
            .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
            .pipeInput("door", new byte[1], recordTime);
      }
    }

    assertThat(times.get("completions")).isZero();
    assertThat(times.get("acknowledgements")).isZero();
    assertThat(times.get("frames")).isGreaterThanOrEqualTo(beginMs);
  }

  private static Properties properties(Path state) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    return properties;
  }

  /** The first frame of a pair is its reference, of before the partitions were changed perhaps. */
  @Test
  void shouldSendARequestIntoThePartitionOfItsNewestFrame() {
    InferenceRequest request = new InferenceRequest();
    request.setFrames(List.of(frame("reference", 7), frame("picture", 3)));

    assertThat(FramewiseTopology.besideItsFrames("requests", "door", request, 8))
        .contains(Set.of(3));
  }

  private static FrameRef frame(String id, int partition) {
    return new FrameRef("frames", partition, 0L, id, TestRecords.START, 64, 64);
  }

  private static ConsumerRecord<Object, Object> record(long timeMs) {
    return new ConsumerRecord<>(
        "frames",
        0,
        0,
        timeMs,
        TimestampType.CREATE_TIME,
        0,
        0,
        "door",
        new byte[1],
        new RecordHeaders(),
        Optional.empty());
  }
}
