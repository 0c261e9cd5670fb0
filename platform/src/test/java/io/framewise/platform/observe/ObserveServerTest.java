package io.framewise.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserveServerTest {

  private final StartingHealth health = new StartingHealth("loading \"it\"");
  private final ObserveServer server =
      ObserveServer.start("test", "127.0.0.1", 0, health, () -> "meter 1\n");
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldBeAliveButNotReadyUntilTheStartIsOver() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> starting = get("/health/ready");
    assertThat(starting.statusCode()).isEqualTo(503);
    assertThat(starting.body())
        .isEqualTo("{\"status\":\"down\",\"detail\":\"loading \\\"it\\\"\"}");

    health.started(fixed(true, true));
    assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"up\",\"detail\":\"r\"}");
    assertThat(get("/health").statusCode()).isEqualTo(200);

    health.started(fixed(false, false));
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldServeMetersAndRefuseAllElse() throws Exception {
    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.body()).isEqualTo("meter 1\n");
    assertThat(metrics.headers().firstValue("content-type")).contains("text/plain; version=0.0.4");
    assertThat(get("/metrics/x").statusCode()).isEqualTo(404);

    HttpResponse<String> posted =
        client.send(
            HttpRequest.newBuilder(at("/health")).POST(BodyPublishers.ofString("x")).build(),
            BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    assertProblem(posted, 405);
    assertProblem(get("/metrics/x"), 404);

    HttpResponse<String> head =
        client.send(
            HttpRequest.newBuilder(at("/metrics")).method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-length")).contains("8");
  }

  @Test
  void shouldKeepTheRulesOfTheQueryApi() throws Exception {
    assertProblem(get("/health/ready?nobody=1"), 400);
    HttpResponse<String> options =
        client.send(
            HttpRequest.newBuilder(at("/health"))
                .method("OPTIONS", BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");

    assertThat(raw("Host: evil.example\r\n")).startsWith("HTTP/1.1 421 ");
    assertThat(raw("Host: 10.0.0.1\r\n")).startsWith("HTTP/1.1 421 ");
    assertThat(raw("")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("Host: a b\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("Host: localhost\r\nHost: localhost\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("Host: LOCALHOST:99\r\n")).startsWith("HTTP/1.1 503 ");
    assertThat(raw("Host: [::1]\r\n")).startsWith("HTTP/1.1 503 ");
  }

  @Test
  void shouldAnswerForEveryNameWhereItListensToAll() throws Exception {
    try (ObserveServer open = ObserveServer.start("test", "0.0.0.0", 0, health, () -> "")) {
      assertThat(raw(open.port(), "Host: node-1.example\r\n")).startsWith("HTTP/1.1 503 ");
    }
  }

  private String raw(String header) throws IOException {
    return raw(server.port(), header);
  }

  private static String raw(int port, String header) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      String request = "GET /health/ready HTTP/1.1\r\n" + header + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void assertProblem(HttpResponse<String> reply, int status) {
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(reply.body()).contains("\"status\":" + status, "\"title\":", "\"detail\":");
  }

  @Test
  void shouldAnswerAgainAfterManyWhoNeverAsk() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write('G');
        silent.add(socket);
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
    health.started(fixed(true, true));

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("observe"))
        .hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void shouldLetTheProcessGoOnWhereThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(ObserveServer.start("test", "127.0.0.1", taken.getLocalPort(), health, () -> ""))
          .isNull();
    }
    assertThat(ObserveServer.start("test", "127.0.0.1", ObserveServer.OFF, health, () -> ""))
        .isNull();
  }

  private static Health fixed(boolean live, boolean ready) {
    return new Health() {
      @Override
      public Answer live() {
        return new Answer(live, "l");
      }

      @Override
      public Answer ready() {
        return new Answer(ready, "r");
      }
    };
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(30)).build(),
        BodyHandlers.ofString());
  }
}
