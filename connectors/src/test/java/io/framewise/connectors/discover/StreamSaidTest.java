package io.framewise.connectors.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamSaidTest {

  private static final Secret PASSWORD = Secret.of("tiger 7");

  @ParameterizedTest
  @CsvSource({
    "rtsp://10.0.0.9/a?b=1&c=2, rtsp://eve@10.0.0.9/a?b=1&c=2",
    "rtsp://other.example:8554/a, rtsp://eve@10.0.0.9:8554/a",
    "rtsp://root:tiger@10.0.0.9/a, rtsp://eve@10.0.0.9/a",
    "rtsp://10.0.0.9/user=eve_password=abc_channel=1.sdp, rtsp://eve@10.0.0.9/user=eve_password=${password}_channel=1.sdp",
    "rtsp://10.0.0.9/tiger+7/a, rtsp://eve@10.0.0.9/${password}/a",
    "rtsp://10.0.0.9/it's, rtsp://eve@10.0.0.9/it%27s"
  })
  void shouldBeOnTheCamerasHostAndHoldNoPassword(String said, String kept) {
    assertThat(StreamSaid.address(said, "10.0.0.9", "eve", PASSWORD)).contains(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rtsp:///a",
        "http://10.0.0.9/a",
        "file:///etc/passwd",
        "rtsp://10.0.0.9/a b",
        "rtsp://10.0.0.9/a\nframewise"
      })
  void shouldPassOverWhatIsNoStream(String said) {
    assertThat(StreamSaid.address(said, "10.0.0.9", "eve", PASSWORD)).isEmpty();
  }
}
