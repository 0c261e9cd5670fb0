package io.framewise.connectors.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.RecordingSink;
import io.framewise.connectors.testing.RunningSource;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.Uploads;
import java.awt.Color;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server whose source takes nothing, as while Kafka is away, until the test lets it. */
final class PushRouteTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] JPEG = Pictures.of("jpg", Color.CYAN);

  private final ConnectorsSettings settings =
      Settings.connectors(
          Map.of(
              "push.port", "0",
              "push.max-requests", "1",
              "push.answer-limit", "200ms",
              "sources.test.kind", "push"));
  private final PushDesk desk = new PushDesk(true);
  private final PushSource source =
      new PushSource("test", settings.sources().get("test"), desk, Clock.systemUTC());

  @Test
  void shouldNotCaptureThePicturesOfAClientThatHangsUp() throws Exception {
    desk.open("test", source);
    RecordingSink sink = new RecordingSink();
    try (PushServer server = PushServer.start(settings.push(), desk, Map.of(), Clock.systemUTC())) {
      Uploads uploads = new Uploads(server.port());
      pushAndHangUp(server.port());
      await()
          .atMost(LIMIT)
          .until(() -> uploads.jpeg("test", JPEG).detail().contains("nothing of this request"));
      RunningSource running = RunningSource.start(source, sink);
      uploads.jpeg("test", JPEG, "Frame-Id", "later");
      await().atMost(LIMIT).until(() -> !sink.pictures().isEmpty());
      running.stop();
    }

    assertThat(sink.pictures()).extracting(CapturedImage::frameId).containsExactly("later");
  }

  /** Sends all of a request, once the server has answered that it is to. */
  private static void pushAndHangUp(int port) throws Exception {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head =
          """
          POST /v1/frames/test HTTP/1.1\r
          Host: localhost\r
          Content-Type: image/jpeg\r
          Frame-Id: hung-up\r
          Expect: 100-continue\r
          Content-Length: %d\r
          \r
          """;
      OutputStream out = client.getOutputStream();
      out.write(head.formatted(JPEG.length).getBytes(StandardCharsets.US_ASCII));
      String more = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(
              new String(
                  client.getInputStream().readNBytes(more.length()), StandardCharsets.US_ASCII))
          .isEqualTo(more);
      out.write(JPEG);
    }
  }
}
