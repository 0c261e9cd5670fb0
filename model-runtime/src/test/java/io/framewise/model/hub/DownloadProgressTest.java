package io.framewise.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DownloadProgressTest {

  @Test
  void shouldSayBytesRateAndTimeLeft() {
    assertThat(ProgressLine.of(1_200_000_000, 2_000_000_000, 35_100_000))
        .isEqualTo("60 %, 1.2 GB of 2.0 GB, 35.1 MB/s, 23 s left");
    assertThat(ProgressLine.of(0, 8_000_000_000L, 1_000_000))
        .isEqualTo("0 %, 0 B of 8.0 GB, 1.0 MB/s, 2 h 13 min left");
    assertThat(ProgressLine.of(999, 1000, 10)).isEqualTo("99 %, 999 B of 1.0 kB, 10 B/s, 1 s left");
    assertThat(ProgressLine.of(5, 10, 0)).isEqualTo("50 %, 5 B of 10 B");
    assertThat(ProgressLine.of(0, 0, 0)).isEqualTo("100 %, 0 B of 0 B");
  }

  @Test
  void shouldDrawABar() {
    assertThat(ProgressLine.bar(50, 100, 0))
        .isEqualTo("[############            ] 50 %, 50 B of 100 B");
  }

  @Test
  void shouldDrawOnATerminalAndLeaveItsLineEmpty() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);

    try (DownloadProgress progress = new DownloadProgress("model", 50, 200, terminal)) {
      progress.add(50);
      await().until(() -> screen.toString(StandardCharsets.UTF_8).contains("50 %, 100 B of 200 B"));
      progress.add(-100);
      await().until(() -> screen.toString(StandardCharsets.UTF_8).contains("0 %, 0 B of 200 B"));
    }

    assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("\r\u001B[K");
  }
}
