package io.framewise.connectors.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.capture.CaptureMessage.Alive;
import io.framewise.connectors.capture.CaptureMessage.Ended;
import io.framewise.connectors.capture.CaptureMessage.LeftOut;
import io.framewise.connectors.capture.CaptureMessage.Look;
import io.framewise.connectors.capture.CaptureMessage.Opened;
import io.framewise.connectors.capture.CaptureMessage.Picture;
import io.framewise.connectors.capture.CaptureMessage.Progress;
import io.framewise.connectors.scene.LumaPicture;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.testing.LumaPictures;
import io.framewise.connectors.video.StreamFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CaptureMessageTest {

  private static final LumaPicture LUMA = LumaPictures.of(7);

  static Stream<CaptureMessage> shouldArriveAsItWasSent() {
    return Stream.of(
        new Opened(new StreamFacts("H.264", 1920, 1080, 12.5)),
        new Picture(
            1_700_000_000_123L,
            640,
            360,
            ByteBuffer.wrap(new byte[] {1, 2, 3}),
            Optional.of(Instant.ofEpochMilli(1_699_999_999_000L)),
            new Look(LUMA, true)),
        new LeftOut(5, new Look(LUMA, false)),
        new Progress(3, 4, 5),
        new Ended(StreamFault.BUSY, "the camera refuses"),
        new Alive());
  }

  @ParameterizedTest
  @MethodSource
  void shouldArriveAsItWasSent(CaptureMessage message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.write(new DataOutputStream(bytes));

    assertThat(read(bytes.toByteArray())).isEqualTo(message);
  }

  private static CaptureMessage read(byte[] bytes) throws IOException {
    return CaptureMessage.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void shouldRefuseWhatIsNoMessageAndAPictureLargerThanAny() throws IOException {
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(large);
    out.writeByte('P');
    out.writeLong(0);
    out.writeInt(1);
    out.writeInt(1);
    out.writeInt(Integer.MAX_VALUE);

    assertThatThrownBy(() -> read(new byte[] {'?'})).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(large.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2147483647 bytes");
  }
}
