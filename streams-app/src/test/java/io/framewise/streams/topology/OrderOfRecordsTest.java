package io.framewise.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** In what order a task takes what it has fetched, and where its requests go. */
class OrderOfRecordsTest {

  @Test
  void shouldLetFramesTakeTurnsWhateverTheClocksOfTheirProducers() {
    FramesTakeTurns turns = new FramesTakeTurns();
    long beginMs = System.currentTimeMillis();

    long ahead = turns.extract(record(beginMs + Duration.ofHours(1).toMillis()), 0);
    long yesterdays = turns.extract(record(beginMs - Duration.ofDays(1).toMillis()), 0);
    long timeless = turns.extract(record(ConsumerRecord.NO_TIMESTAMP), 0);

    assertThat(List.of(beginMs, ahead, yesterdays, timeless, System.currentTimeMillis()))
        .isSorted();
  }

  @Test
  void shouldTakeAnswersBeforeAllFrames() {
    ConsumerRecord<Object, Object> completion = record(System.currentTimeMillis());

    assertThat(new BeforeFrames().extract(completion, 0))
        .isLessThan(new FramesTakeTurns().extract(record(1), 0));
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
    return new FrameRef("frames", partition, 0L, id, TopologyHarness.START, 64, 64);
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
        java.util.Optional.empty());
  }
}
