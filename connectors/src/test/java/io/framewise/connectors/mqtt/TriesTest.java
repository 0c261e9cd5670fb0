package io.framewise.connectors.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.topic.RecordPlace;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When a record that always fails is passed over. */
final class TriesTest {

  private static RecordPlace place(long offset) {
    return new RecordPlace(new TopicPartition("events", 0), offset);
  }

  @Test
  void shouldBeUsedUpWhenOneRecordHasFailedSoOftenInARow() {
    Tries tries = new Tries();

    assertThat(IntStream.range(1, Tries.MOST).anyMatch(i -> tries.areUsedUp(place(7)))).isFalse();
    assertThat(tries.areUsedUp(place(7))).isTrue();
    assertThat(tries.areUsedUp(place(8))).isFalse();
  }
}
