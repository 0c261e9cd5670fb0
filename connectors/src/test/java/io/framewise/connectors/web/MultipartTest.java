package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cameras take for a stream of parts, and what strangers do. */
final class MultipartTest {

  private static final int MOST = 1000;

  private static Multipart parts(InputStream in) {
    return new Multipart(in, MOST, Duration.ofMinutes(1));
  }

  private static Multipart parts(String text) {
    return parts(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String next(Multipart parts) throws Exception {
    return new String(parts.next(), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--x\r\nContent-Length: 3\r\n\r\none\r\n--x\r\ncontent-length:3\r\n\r\ntwo\r\n",
        "\r\n--x\r\n\r\none\r\n--x\r\n\r\ntwo\r\n--x--\r\n",
        "junk\n--x\nContent-Type: image/jpeg\n\none\n--x\n\ntwo\n--x\n",
        "--x\r\n\r\none\r\n--x\r\nContent-Length: 3\r\n\r\ntwo--x\r\n"
      })
  void shouldTakePartsHoweverTheyAreWritten(String text) throws Exception {
    Multipart parts = parts(text);

    assertThat(next(parts)).isEqualTo("one");
    assertThat(next(parts)).isEqualTo("two");
    assertThat(catchThrowableOfType(StreamFaultException.class, parts::next).fault())
        .isEqualTo(StreamFault.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 1001, TOO_LARGE",
    "Content-Length: 999999999, TOO_LARGE",
    "Content-Length: 9999999999, OTHER_PROTOCOL",
    "Content-Length: -1, OTHER_PROTOCOL",
    "Content-Length: one, OTHER_PROTOCOL"
  })
  void shouldRefuseALengthBeforeItMakesRoomForIt(String header, StreamFault fault) {
    Multipart parts = parts("--x\r\n" + header + "\r\n\r\none");

    assertThat(catchThrowableOfType(StreamFaultException.class, parts::next).fault())
        .isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "|, OTHER_PROTOCOL, no end of what stands before the first part|",
    "--x|, OTHER_PROTOCOL, A: b|",
    "--x||, TOO_LARGE, no end of the part"
  })
  void shouldGiveUpOnWhatHasNoEnd(String start, StreamFault fault, String forEver) {
    Multipart parts = parts(new Endless(start.replace('|', '\n'), forEver.replace('|', '\n')));

    assertThat(catchThrowableOfType(StreamFaultException.class, parts::next).fault())
        .isEqualTo(fault);
  }

  @Test
  void shouldGiveUpOnAPartThatComesTooSlowly() {
    Multipart parts = new Multipart(new Endless("--x\n\n", "slow"), MOST, Duration.ZERO);

    assertThat(catchThrowableOfType(StreamFaultException.class, parts::next).fault())
        .isEqualTo(StreamFault.STALLED);
  }

  /** A text, and then another for ever. */
  private static final class Endless extends InputStream {

    private final String first;
    private final String forEver;
    private int at;

    Endless(String first, String forEver) {
      this.first = first;
      this.forEver = forEver;
    }

    @Override
    public int read() throws IOException {
      int next = at++;
      return next < first.length()
          ? first.charAt(next)
          : forEver.charAt((next - first.length()) % forEver.length());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      into[offset] = (byte) read();
      return 1;
    }
  }
}
