package io.framewise.contract.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {

  @Test
  void shouldReadTheNewestOfTheHeadersThatItWrites() {
    RecordHeaders headers = new RecordHeaders();
    assertThat(Attempts.of(headers)).isEqualTo(1);
    headers.add(Attempts.header(2)).add(Attempts.header(3));
    assertThat(Attempts.of(headers)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "many", "1e3", "99999999999999999999", " 2"})
  void shouldTakeWhatIsNoSoundNumberForAFirstAttempt(String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);

    assertThat(Attempts.of(new RecordHeaders().add(Attempts.HEADER, value))).isEqualTo(1);
    assertThat(Attempts.of(new RecordHeaders().add(Attempts.HEADER, null))).isEqualTo(1);
  }
}
