package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that go away before their answer is there. */
@Timeout(180)
class HangUpTest {

  private static final int MANY = 50;
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private static TinyServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    server = TinyServer.start(directory, TinyServer.options());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String longTale(boolean stream) {
    // A shape that no short answer has.
    return """
        {"max_tokens": 3500, "temperature": 1.5, "seed": 1, "stream": %s,
         "messages": [{"role": "user", "content": "Tell a tale."}],
         "response_format": {"type": "json_schema", "json_schema": {"name": "tale", "schema":
           {"type": "object", "properties": {"tale": {"type": "string", "minLength": 2500,
            "maxLength": 2600}}, "required": ["tale"], "additionalProperties": false}}}}
        """
        .formatted(stream);
  }

  private static Socket send(String body, int bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server().port());
    byte[] all = body.getBytes(StandardCharsets.UTF_8);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + all.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    out.write(all, 0, bytes);
    out.flush();
    return socket;
  }

  private static void awaitFree() {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(LIMIT)
        .until(() -> server.server().underWay() == 0);
  }

  private static void awaitUnderWay() {
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> server.server().underWay() > 0);
  }

  @Test
  void shouldFreeThePlaceOfAClientThatLeavesItsStream() throws Exception {
    for (int i = 0; i < MANY; i++) {
      try (Socket socket = send(longTale(true), longTale(true).length())) {
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo('H');
        assertThat(server.server().underWay()).isEqualTo(1);
      }
      awaitFree();
    }
  }

  @Test
  void shouldFreeThePlaceOfAClientThatLeavesBeforeItsWholeAnswer() throws Exception {
    for (int i = 0; i < MANY; i++) {
      try (Socket socket = send(longTale(false), longTale(false).length())) {
        awaitUnderWay();
        assertThat(socket.isConnected()).isTrue();
      }
      awaitFree();
    }
  }

  @Test
  void shouldFreeThePlaceOfAClientThatLeavesInItsOwnWords() throws Exception {
    for (int i = 0; i < MANY; i++) {
      try (Socket socket = send(longTale(true), 20)) {
        awaitUnderWay();
        assertThat(socket.isConnected()).isTrue();
      }
      awaitFree();
    }
  }

  @Test
  void shouldGoOnWithOthersWhenSomeLeave() throws Exception {
    String body =
        "{\"max_tokens\":200,\"messages\":[{\"role\":\"user\",\"content\":\"Tell a tale.\"}]}";
    String alone = TinyServer.json(server.ask(body)).at("/choices/0/message/content").asText();

    CompletableFuture<HttpResponse<String>> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return server.ask(body);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    for (int i = 0; i < 10; i++) {
      try (Socket socket = send(longTale(i % 2 == 0), longTale(i % 2 == 0).length())) {
        awaitUnderWay();
        assertThat(socket.isConnected()).isTrue();
      }
    }

    assertThat(TinyServer.json(other.join()).at("/choices/0/message/content").asText())
        .isEqualTo(alone);
    awaitFree();
  }
}
