package io.framewise.streams.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HttpDateTest {

  @Test
  void shouldWriteTheDayInTwoDigits() {
    assertThat(HttpDate.of(Instant.parse("2026-06-03T08:04:05.999Z")))
        .isEqualTo("Wed, 03 Jun 2026 08:04:05 GMT");
    assertThat(HttpDate.of(Instant.parse("2026-11-30T23:59:59Z")))
        .isEqualTo("Mon, 30 Nov 2026 23:59:59 GMT");
  }
}
