package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.query.MemoryState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that take nothing of what they asked for. */
class SlowClientsTest {

  private static final int CLIENTS = 1500;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldLiveOnASmallHeapWhileManyAskForLongListsAndReadNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Socket> sockets = new ArrayList<>();
    try {
      int port = Integer.parseInt(portOf(process));
      for (int i = 0; i < CLIENTS; i++) {
        sockets.add(ask(port));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
      }
      for (Socket socket : sockets) {
        socket.close();
      }
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> get(port, "/v1/events?limit=1000").statusCode() == 200);
      assertThat(process.isAlive()).isTrue();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
      process.getOutputStream().close();
      process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  private static String portOf(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.matches("\\d+")) {
      line = lines.readLine();
    }
    return line;
  }

  private static Socket ask(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            "GET /v1/events?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private HttpResponse<String> get(int port, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + TestServer.HOST + ":" + port + address))
            .timeout(LIMIT)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldRefuseAFurtherAnswerWhenTooManyAreUnderWay() throws Exception {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < 1000; i++) {
      state.put(0, MemoryState.eventOf("door", "e" + i, i).setReason("x".repeat(20_000)).build());
    }
    List<Socket> slow = new ArrayList<>();
    try (TestServer server = new TestServer(state.queries(), "api.max-answers", "2")) {
      slow.add(ask(server.port()));
      slow.add(ask(server.port()));
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> server.send("GET", "/v1/sources").statusCode() == 503);
      HttpResponse<String> refused = server.send("GET", "/v1/sources");
      assertThat(refused.body()).contains("api.max-answers");
      assertThat(refused.headers().firstValue("retry-after")).contains("1");
      assertThat(server.send("GET", "/health/ready").statusCode()).isEqualTo(200);

      closeAll(slow);

      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> server.send("GET", "/v1/sources").statusCode() == 200);
    } finally {
      closeAll(slow);
    }
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void shouldCutOffAClientThatDoesNotTakeItsAnswer() throws Exception {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < 1000; i++) {
      state.put(0, MemoryState.eventOf("door", "e" + i, i).setReason("x".repeat(20_000)).build());
    }
    try (TestServer server =
            new TestServer(state.queries(), "api.max-answers", "1", "api.answer-limit", "1s");
        Socket slow = ask(server.port())) {
      assertThat(slow.isClosed()).isFalse(); // only the server can end it
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> server.send("GET", "/v1/sources").statusCode() == 200);
    }
  }

  @Test
  void shouldDropAndTellInsteadOfQueueingForAFollowerThatDoesNotRead() throws Exception {
    AnalysisEvent event = MemoryState.eventOf("door", "e", 1).setReason("x".repeat(2000)).build();
    try (TestServer server = new TestServer(new MemoryState(1).queries());
        Socket follower = server.open("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      Awaitility.await().atMost(LIMIT).until(() -> server.streamClients().count() == 1);
      for (int i = 0; i < 50_000; i++) {
        server.streamClients().publish(event);
      }
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(follower.getInputStream(), StandardCharsets.UTF_8));
      follower.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
      long told = 0;
      String line = lines.readLine();
      while (!line.startsWith("event: gap")) {
        if (line.startsWith("event: analysis")) {
          told++;
        }
        if (!lines.ready()) {
          server.streamClients().publish(event);
        }
        line = lines.readLine();
      }
      assertThat(told).isLessThan(20_000); // what the sockets hold
      assertThat(lines.readLine()).matches("data: \\{\"dropped\":[1-9]\\d*}");
    }
  }

  @Test
  void shouldTakeAsManyFollowersAsTheSettingSays() throws Exception {
    try (TestServer server =
        new TestServer(new MemoryState(1).queries(), "api.max-stream-clients", "3")) {
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        sockets.add(server.open("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      }
      int followers = 0;
      for (Socket socket : sockets) {
        socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
        String status =
            new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        followers += status.contains(" 200 ") ? 1 : 0;
        assertThat(status).containsAnyOf(" 200 ", " 503 ");
      }
      assertThat(followers).isEqualTo(3);
      assertThat(server.streamClients().count()).isEqualTo(3);
      for (Socket socket : sockets) {
        socket.close();
      }
      Awaitility.await().atMost(LIMIT).until(() -> server.streamClients().count() == 0);
    }
  }
}
