package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.query.MemoryState;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too large, not whole, too many, or all at once. */
class BadClientsTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MemoryState state = new MemoryState(1);
  private final TestServer server = new TestServer(state.queries());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldRefuseABodyThatSaysItIsTooLargeAndClose() throws Exception {
    String head =
        "POST /v1/alerts/a/acknowledge HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + 11 * 1024 * 1024
            + "\r\n\r\n";

    assertThat(server.raw(head + "x".repeat(11 * 1024 * 1024), LIMIT))
        .startsWith("HTTP/1.1 413 ")
        .contains("application/problem+json");
    assertThat(server.raw(head + "only a little of it", LIMIT)).startsWith("HTTP/1.1 413 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/alerts/door:traffic:people/acknowledge",
        "GET /v1/sources",
        "GET /v1/alerts",
        "GET /",
        "GET /nothing"
      })
  void shouldRefuseABodyThatTurnsOutTooLargeAndClose(String request) throws Exception {
    state.alert(0, MemoryState.alertOf("door").build());
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";

    assertThat(server.raw(chunked(request) + chunk.repeat(10), LIMIT))
        .startsWith("HTTP/1.1 413 ")
        .containsOnlyOnce("HTTP/1.1 ")
        .contains("application/problem+json");
    assertThat(server.acknowledged()).isEmpty();
  }

  @Test
  void shouldDoNothingBeforeTheBodyHasEnded() throws Exception {
    state.alert(0, MemoryState.alertOf("door").build());
    String request = chunked("POST /v1/alerts/door:traffic:people/acknowledge");

    try (Socket socket = server.open(request + "1\r\nx\r\n")) {
      assertThat(server.send("GET", "/v1/sources").statusCode()).isEqualTo(200);
      assertThat(server.acknowledged()).isEmpty();

      socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 202".length());
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 202");
    }
    assertThat(server.acknowledged()).hasSize(1);
  }

  private static String chunked(String request) {
    return request + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  @Test
  void shouldAnswerRequestsThatComeAllAtOnceInTheirOrder() throws Exception {
    String first = "GET /v1/alerts HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String second = "GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";

    assertThat(
            server.raw(
                first
                    + second
                    + "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                LIMIT))
        .containsSubsequence(
            "HTTP/1.1 200 ", "\"alerts\":", "HTTP/1.1 200 ", "\"events\":", "HTTP/1.1 404 ");
  }

  @Test
  void shouldRefuseHeadersAndAddressesThatAreTooLong() throws Exception {
    assertThat(
            server.raw(
                "GET / HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(10_000) + "\r\n",
                LIMIT))
        .startsWith("HTTP/1.1 431 ")
        .contains("application/problem+json");
    assertThat(
            server.raw("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", LIMIT))
        .startsWith("HTTP/1.") // of a first line that was not read to its end
        .contains(" 414 ")
        .contains("application/problem+json");
    assertThat(server.raw("no request at all\r\n\r\n", LIMIT))
        .startsWith("HTTP/1.")
        .contains(" 400 ");
  }

  @Test
  void shouldAnswerOthersWhileHalfRequestsWait() throws Exception {
    List<Socket> half = new ArrayList<>();
    try {
      for (int i = 0; i < 2000; i++) {
        half.add(
            server.open(
                i % 2 == 0
                    ? "GET /v1/sources HTT"
                    : "POST /v1/alerts/a/acknowledge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nx"));
      }
      assertThat(server.send("GET", "/health/live").statusCode()).isEqualTo(200);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> server.send("GET", "/v1/sources").statusCode() == 200);
    } finally {
      for (Socket socket : half) {
        socket.close();
      }
    }
  }

  @Test
  void shouldCloseTheQuietestConnectionWhenThereAreTooMany() throws Exception {
    try (TestServer small =
            new TestServer(
                state.queries(), "api.max-connections", "16", "api.max-stream-clients", "2");
        Socket quietest = small.open("GET / HTT")) {
      List<Socket> others = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        others.add(small.open("GET / HTT"));
      }
      assertThat(TestServer.readToEnd(quietest, LIMIT)).isEmpty();
      assertThat(small.send("GET", "/health/live").statusCode()).isEqualTo(200);
      for (Socket socket : others) {
        socket.close();
      }
    }
  }
}
