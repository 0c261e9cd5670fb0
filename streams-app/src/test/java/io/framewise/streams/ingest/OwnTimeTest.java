package io.framewise.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class OwnTimeTest {

  private static final byte[] FORGED = "forged".getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldGiveARecordBackAsItLiesOnItsTopic() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("framewise-own-time", FORGED);
    headers.add("theirs", new byte[] {1});

    Record<String, byte[]> restored = restored(headers, 42);

    assertThat(restored.timestamp()).isEqualTo(42);
    assertThat(restored.headers().toArray())
        .singleElement()
        .satisfies(header -> assertThat(header.key()).isEqualTo("theirs"));
  }

  @Test
  void shouldTakeTheClockForARecordWithoutATime() {
    assertThat(restored(new RecordHeaders(), ConsumerRecord.NO_TIMESTAMP).timestamp())
        .isEqualTo(1000);
    assertThat(restored(new RecordHeaders(), 0).timestamp()).isEqualTo(1000);
  }

  private static Record<String, byte[]> restored(RecordHeaders headers, long timeMs) {
    byte[] value = new byte[1];
    OwnTime.attach(
        new ConsumerRecord<>(
            "frames",
            0,
            0,
            timeMs,
            TimestampType.CREATE_TIME,
            0,
            0,
            "door",
            value,
            headers,
            Optional.empty()),
        1000);
    return OwnTime.restored(new Record<>("door", value, 5000, headers));
  }
}
