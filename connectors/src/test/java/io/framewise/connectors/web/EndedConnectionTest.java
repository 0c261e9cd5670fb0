package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.contract.Secret;
import java.awt.Color;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A camera that ends each connection between two pictures, as many do, without a word. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class EndedConnectionTest {

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofSeconds(20), Framing.whole(640), 5);

  @Test
  void shouldAskAgainOverAnotherConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> answer(server));
      answers.setDaemon(true);
      answers.start();
      WebTarget target =
          new WebTarget(
              Secret.of("http://127.0.0.1:" + server.getLocalPort() + "/picture"),
              "",
              Secret.NONE,
              new AddressRule(true, false),
              Duration.ZERO);

      try (LiveVideo video = WebVideo.open("test", target, LIMITS, () -> {})) {
        for (int i = 0; i < 4; i++) {
          video.next();
          assertThat(video.image().getWidth()).isEqualTo(64);
        }
      }
    }
  }

  private static void answer(ServerSocket server) {
    for (int i = 0; !server.isClosed(); i++) {
      try (Socket socket = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        byte[] picture = Pictures.of("png", new Color(i));
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + picture.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(picture);
      } catch (IOException e) {
        Thread.onSpinWait(); // The viewer has gone.
      }
    }
  }
}
