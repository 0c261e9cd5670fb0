package io.framewise.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0s,0ms",
    "1ms,1ms",
    "1500ms,1500ms",
    "4000ms,4s",
    "90s,90s",
    "120s,2m",
    "90m,90m",
    "60m,1h",
    "36h,36h",
    "48h,2d"
  })
  void shouldWriteWhatItReadsInTheLargestUnit(String written, String text) {
    assertThat(Durations.text(Durations.parse(written))).isEqualTo(text);
    assertThat(Durations.parse(text)).isEqualTo(Durations.parse(written));
  }
}
