package io.framewise.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamAddressTest {

  private static StreamAddress rtsp(String text, String user) {
    return StreamAddress.of(SourceKind.RTSP, text, user);
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://cam/1, '', '', rtsp://cam/1",
    "rtsp://cam:8554/a?b=c, eve, secret, rtsp://eve:secret@cam:8554/a?b=c",
    "rtsp://eve@cam/1, '', p@s:s/, rtsp://eve:p%40s%3As%2F@cam/1",
    "rtsp://cam/1, eve, 'a b+c', rtsp://eve:a%20b%2Bc@cam/1",
    "'rtsp://cam/1?u=${user}&p=${password}', eve, a&b, rtsp://cam/1?u=eve&p=a%26b"
  })
  void shouldAskTheCameraWithUserAndPassword(
      String text, String user, String password, String asked) {
    assertThat(rtsp(text, user).with(Secret.of(password)).reveal()).isEqualTo(asked);
  }

  @Test
  void shouldShowNothingThatMayBeAPassword() {
    assertThat(rtsp("rtsp://eve@cam/live?pwd=marker", "")).hasToString("rtsp://cam/live?...");
  }

  @Test
  void shouldRefuseAPasswordInTheAddressWithoutShowingIt() {
    assertThatThrownBy(() -> rtsp("rtsp://eve:marker@cam/1", ""))
        .hasMessageContaining("env:NAME")
        .hasMessageNotContaining("marker");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://cam/1", "file:///etc/passwd", "rtsp://", "cam", "concat:rtsp://cam/1"})
  void shouldRefuseWhatIsNoAddressOfAStream(String text) {
    assertThatThrownBy(() -> rtsp(text, "")).hasMessageContaining("rtsp://user@camera");
  }

  @ParameterizedTest
  @CsvSource({"rtsp://cam/1, 554", "rtsps://cam/1, 322", "rtsp://cam:99/1, 99"})
  void shouldKnowThePort(String text, int port) {
    assertThat(rtsp(text, "").port()).isEqualTo(port);
  }
}
