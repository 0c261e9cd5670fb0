package io.framewise.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ReadToEndTest {

  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final List<Long> read = new ArrayList<>();

  @Test
  void shouldReadNothingFromTheEndOn() {
    records(4);

    ReadToEnd.read(consumer, Map.of(PARTITION, 3L), record -> read.add(record.offset()));

    assertThat(read).containsExactly(0L, 1L, 2L);
  }

  @Test
  void shouldGiveUpWhenTheRestDoesNotCome() {
    records(2);

    assertThatThrownBy(
            () ->
                ReadToEnd.read(
                    consumer,
                    Map.of(PARTITION, 3L),
                    record -> read.add(record.offset()),
                    Duration.ZERO))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("letters-0");
    assertThat(read).containsExactly(0L, 1L);
  }

  private void records(int count) {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.seek(PARTITION, 0);
    for (int offset = 0; offset < count; offset++) {
      consumer.addRecord(
          new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "", new byte[0]));
    }
  }
}
