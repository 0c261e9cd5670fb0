package io.framewise.platform.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.testing.Pictures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A place that anybody may ask for; where nothing lies, a consumer would wait for it. */
@Timeout(30)
class FrameReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition("test.frames.video", 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
  private final FrameReader reader =
      new FrameReader(
          consumer,
          new FrameRecords(new Topics("test."), SchemaRegistry.inMemory()),
          Duration.ofSeconds(2));

  @Test
  void shouldSayAtOnceThatNothingLiesAtTheEndOfATopic() {
    frameAt(4);

    assertThat(reader.readAt(place(4))).isInstanceOf(FrameLookup.Found.class);
    assertThat(reader.readAt(place(5))).isEqualTo(nothingAt(5));
    assertThat(reader.readAt(place(Long.MAX_VALUE))).isEqualTo(nothingAt(Long.MAX_VALUE));
  }

  @Test
  void shouldSayAtOnceThatNothingLiesInAnEmptyPartition() {
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));

    assertThat(reader.readAt(place(0))).isEqualTo(nothingAt(0));
  }

  private static FrameLookup nothingAt(long offset) {
    return new FrameLookup.Gone(place(offset), "nothing has been written there yet");
  }

  private void frameAt(long offset) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, offset + 1));
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            PARTITION.topic(), PARTITION.partition(), offset, "door", Pictures.png(40, 30));
    record
        .headers()
        .add(FrameRecords.CAPTURED_AT, "2026-01-31T08:00:00Z".getBytes(StandardCharsets.UTF_8));
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }

  private static FrameRef place(long offset) {
    return new FrameRef(PARTITION.topic(), PARTITION.partition(), offset, "", Instant.EPOCH, 0, 0);
  }
}
