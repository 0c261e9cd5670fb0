package io.framewise.streams.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.UserError;
import java.io.IOException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ProcessingFailuresTest {

  @Test
  void shouldHoldARecordAnswerableForWhatItsProcessorThrew() {
    assertThat(ProcessingFailures.isTheRecords(new IllegalStateException("odd"))).isTrue();
    assertThat(
            ProcessingFailures.isTheRecords(
                new StreamsException("wrapped", new IllegalStateException("odd"))))
        .isTrue();
  }

  @Test
  void shouldNotHoldARecordAnswerableForKafkaAndTheDisk() {
    assertThat(ProcessingFailures.isTheRecords(new TimeoutException("away"))).isFalse();
    assertThat(ProcessingFailures.isTheRecords(new UserError("wrong", "do it right"))).isFalse();
    assertThat(
            ProcessingFailures.isTheRecords(
                new ProcessorStateException("full disk", new IOException("no space left"))))
        .isFalse();
    assertThat(
            ProcessingFailures.isTheRecords(
                new StreamsException(
                    "wrapped",
                    new InvalidStateStoreException("moved", new IOException("no such file")))))
        .isFalse();
  }
}
