package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.api.http.Answers;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.TestRecords;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take nothing of what they asked for. */
class SlowClientsTest {

  /** Of each address; what so many ask for together is more than the heap of the server. */
  private static final int CLIENTS = 250;

  private static final List<String> LARGE =
      List.of(
          "/v1/events?limit=1000",
          "/v1/alerts?state=all",
          "/v1/sources?limit=1000",
          "/metrics",
          "/v1/sources/door/frame.jpg",
          "/v1/frames/test.frames.video-0@1.jpg");

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldLiveOnASmallHeapWhileManyAskForMuchAndReadNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      int port = Integer.parseInt(portOf(process));
      for (String address : LARGE) {
        requireThatItLives(port, address);
      }
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.getOutputStream().close();
      process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  private void requireThatItLives(int port, String address) throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        silent.add(ask(port, address));
      }
      for (int i = 0; i < 5; i++) {
        assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
      }
    } finally {
      closeAll(silent);
    }
    Awaitility.await(address).atMost(LIMIT).until(() -> get(port, address).statusCode() == 200);
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

  private static Socket ask(int port, String address) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            ("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
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
      state.put(0, TestRecords.event("door", "e" + i, i).setReason("x".repeat(20_000)).build());
    }
    List<Socket> slow = new ArrayList<>();
    try (TestServer server = new TestServer(state.queries(), "api.max-answers", "2")) {
      slow.add(ask(server.port(), LARGE.get(0)));
      slow.add(ask(server.port(), LARGE.get(0)));
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

  /** The place is held until the client has taken the answer, not until it is made. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/alerts", "/v1/sources", "/metrics"})
  void shouldCountAWholeAnswerUntilItIsTaken(String address) throws Exception {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < 1000; i++) {
      state.alert(0, MemoryState.alertOf("s" + i).setReason("x".repeat(4000)).build());
      state.source(0, "s" + i + "-".repeat(4000));
    }
    List<Socket> slow = new ArrayList<>();
    try (TestServer server =
        new TestServer(state.queries(), "api.max-answers", "1", "api.answer-limit", "1m")) {
      slow.add(ask(server.port(), address));
      readABit(slow.get(0)); // it is made and handed over
      assertThat(server.send("GET", "/v1/events").statusCode()).isEqualTo(503);

      closeAll(slow);

      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> server.send("GET", "/v1/events").statusCode() == 200);
    } finally {
      closeAll(slow);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/sources/door/frame.jpg", "/v1/frames/test.frames.video-0@1.jpg"})
  void shouldHoldOnlySoManyPicturesThatNobodyTakes(String address) throws Exception {
    MemoryState state = new MemoryState(1);
    SmallHeapServer.sourceWithAPicture(state);
    long held = Answers.MOST_HELD / TestServer.PICTURE_BYTES;
    List<Socket> slow = new ArrayList<>();
    try (TestServer server = new TestServer(state.queries(), "api.answer-limit", "1m")) {
      for (int i = 0; i < held; i++) {
        slow.add(ask(server.port(), address));
        readABit(slow.get(i));
      }
      HttpResponse<String> refused = server.send("GET", address);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("do not take their answers");
      assertThat(server.send("GET", "/v1/sources").statusCode()).isEqualTo(200);

      closeAll(slow);

      Awaitility.await().atMost(LIMIT).until(() -> server.send("GET", address).statusCode() == 200);
    } finally {
      closeAll(slow);
    }
  }

  private static void readABit(Socket socket) throws IOException {
    byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
  }

  @Test
  void shouldNotCutOffAFollowerHoweverItsAddressIsWritten() throws Exception {
    AnalysisEvent event = TestRecords.event("door", "e", 1).build();
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < 1000; i++) {
      state.put(0, TestRecords.event("door", "e" + i, i).setReason("x".repeat(20_000)).build());
    }
    try (TestServer server = new TestServer(state.queries(), "api.answer-limit", "1s");
        Socket follower = server.open("GET /v1/stream/ HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      Awaitility.await().atMost(LIMIT).until(() -> server.streamClients().count() == 1);
      try (Socket slow = ask(server.port(), LARGE.get(0))) {
        readABit(slow);
        Awaitility.await().atMost(LIMIT).until(() -> isCut(slow));
      }
      server.publish(event);
      follower.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(follower.getInputStream(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (line != null && !line.startsWith("event: analysis")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
    }
  }

  /** Writing to a connection that the other side has closed fails sooner or later. */
  private static boolean isCut(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void shouldCutOffAClientThatDoesNotTakeItsAnswer() throws Exception {
    MemoryState state = new MemoryState(1);
    for (int i = 0; i < 1000; i++) {
      state.put(0, TestRecords.event("door", "e" + i, i).setReason("x".repeat(20_000)).build());
    }
    try (TestServer server =
            new TestServer(state.queries(), "api.max-answers", "1", "api.answer-limit", "1s");
        Socket slow = ask(server.port(), LARGE.get(0))) {
      assertThat(slow.isClosed()).isFalse(); // only the server can end it
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> server.send("GET", "/v1/sources").statusCode() == 200);
    }
  }

  @Test
  void shouldDropAndTellInsteadOfQueueingForAFollowerThatDoesNotRead() throws Exception {
    AnalysisEvent event = TestRecords.event("door", "e", 1).setReason("x".repeat(2000)).build();
    try (TestServer server = new TestServer(new MemoryState(1).queries());
        Socket follower = server.open("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      Awaitility.await().atMost(LIMIT).until(() -> server.streamClients().count() == 1);
      for (int i = 0; i < 50_000; i++) {
        server.publish(event);
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
          server.publish(event);
        }
        line = lines.readLine();
      }
      assertThat(told).isLessThan(20_000); // what the sockets hold
      assertThat(lines.readLine())
          .matches(
              "data: \\{\"dropped\":[1-9]\\d*,\"reason\":\"slow\",\"from\":\"e0.*\",\"to\":\"e0.*}");
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
