package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.framewise.streams.api.routes.ApiRoute;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.LogLines;
import io.framewise.testing.TestRecords;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who may ask for what. */
class AccessTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MemoryState state = new MemoryState(1);
  private final LogLines log = new LogLines();
  private TestServer server;

  @BeforeEach
  void listen(@TempDir Path directory) throws Exception {
    Path keys =
        Files.writeString(
            directory.resolve("keys"),
            """
            reader read reader-key
            asker ask asker-key
            admin read,ask,admin admin-key
            gate read,ask,admin gate-key sources=gate
            """);
    state.event(0, "door", "door-1", 1);
    state.event(0, "gate", "gate-1", 2);
    state.alert(0, MemoryState.alertOf("door").build());
    state.alert(0, MemoryState.alertOf("gate").build());
    server = new TestServer(state.queries(), "api.keys", keys.toString());
    audit().addAppender(log);
  }

  @AfterEach
  void close() {
    audit().detachAppender(log);
    server.close();
  }

  private static Logger audit() {
    return (Logger) LoggerFactory.getLogger("io.framewise.audit");
  }

  /** The status of a request with this header, which is sent as it is. */
  private int status(ApiRoute route, String authorization) throws Exception {
    String address =
        route
            .path()
            .replace(":id", "gate")
            .replace(":key", "gate:traffic:people")
            .replace(":ref", "test.frames.video-0@1");
    return status(route.changes() ? route.method().name() : "HEAD", address, authorization);
  }

  private int status(String method, String address, String authorization) throws Exception {
    String body = method.equals("POST") ? "{\"source\":\"door\"}" : "";
    String reply =
        server.raw(
            method
                + " "
                + address
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n"
                + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
                + "\r\n"
                + body,
            LIMIT);
    return Integer.parseInt(reply.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  @ParameterizedTest
  @EnumSource(ApiRoute.class)
  void shouldRefuseEveryRouteWithoutAKeyThatIsKnown(ApiRoute route) throws Exception {
    for (String shown :
        new String[] {null, "Bearer wrong", "Bearer", "Basic cmVhZGVyOndyb25n", "reader-key"}) {
      if (route.scope().isPresent()) {
        assertThat(status(route, shown)).as("%s", shown).isEqualTo(401);
      } else {
        assertThat(status(route, shown)).as("%s", shown).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ApiRoute.class)
  void shouldRefuseWhatAKeyDoesNotAllow(ApiRoute route) throws Exception {
    boolean read = !route.changes();

    assertThat(status(route, "Bearer reader-key") == 403).isEqualTo(!read);
    if (route.scope().isPresent()) {
      assertThat(status(route, "Bearer asker-key") == 403).isEqualTo(route != ApiRoute.ASK);
    }
    assertThat(status(route, "Bearer admin-key")).isNotEqualTo(403).isNotEqualTo(401);
  }

  @Test
  void shouldTakeAKeyAsThePasswordOfALogIn() throws Exception {
    assertThat(status("GET", "/v1/sources", "Basic cmVhZGVyOnJlYWRlci1rZXk=")).isEqualTo(200);
    assertThat(
            server.raw(
                "GET /v1/sources HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", LIMIT))
        .contains("www-authenticate: Basic realm=\"Framewise\"");
  }

  @Test
  void shouldShowOnlyTheSourcesOfAKey() throws Exception {
    assertThat(get("/v1/sources").getJsonArray("sources").encode())
        .contains("gate")
        .doesNotContain("door");
    assertThat(get("/v1/events").getJsonArray("events").encode())
        .contains("gate")
        .doesNotContain("door");
    assertThat(get("/v1/events?source=door").getJsonArray("events")).isEmpty();
    assertThat(get("/v1/alerts").getJsonArray("alerts").encode())
        .contains("gate")
        .doesNotContain("door");
    assertThat(get("/v1/alerts?source=door").getJsonArray("alerts")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/sources/door",
        "/v1/sources/door/latest",
        "/v1/sources/door/ledger",
        "/v1/sources/door/frame.jpg",
        "/v1/events/door-1",
        "/v1/events/door-1?source=door&at=2026-01-31T08:00:00.001Z",
        "/v1/stream?source=door"
      })
  void shouldNotKnowTheOtherSources(String address) throws Exception {
    assertThat(status("GET", address, "Bearer gate-key")).isEqualTo(404);
    assertThat(status("GET", address.replace("door", "nobody"), "Bearer gate-key")).isEqualTo(404);
  }

  @Test
  void shouldKeepWhatIsOfOtherSourcesFromAKey() throws Exception {
    assertThat(status("GET", "/v1/frames/test.frames.video-0@1.jpg", "Bearer gate-key"))
        .isEqualTo(410); // of door
    assertThat(status("GET", "/v1/frames/test.frames.video-0@1.jpg", "Bearer reader-key"))
        .isEqualTo(200);
    assertThat(status("GET", "/metrics", "Bearer gate-key")).isEqualTo(403);
    assertThat(status("POST", "/v1/alerts/door:traffic:people/acknowledge", "Bearer gate-key"))
        .isEqualTo(404);
    HttpResponse<String> asked =
        server
            .post(
                "/v1/ask",
                "{\"source\":\"door\",\"question\":\"What?\"}",
                "authorization",
                "Bearer gate-key")
            .get();
    assertThat(asked.statusCode()).isEqualTo(404);
    assertThat(server.acknowledged()).isEmpty();
  }

  @Test
  void shouldFollowOnlyTheSourcesOfAKey() throws Exception {
    server.publish(TestRecords.event("door", "door-2", 3).build());
    server.publish(TestRecords.event("gate", "gate-2", 4).build());
    try (Socket follower =
        server.open(
            "GET /v1/stream?after=e0.0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer gate-key\r\n\r\n")) {
      follower.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(follower.getInputStream(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (!line.contains("gate-2")) {
        assertThat(line).doesNotContain("door-2");
        line = lines.readLine();
      }
    }
  }

  @Test
  void shouldWriteDownWhoChangesSomethingAndNoKey() throws Exception {
    assertThat(status("POST", "/v1/alerts/gate:traffic:people/acknowledge", "Bearer admin-key"))
        .isEqualTo(202);

    Awaitility.await().until(() -> !log.list.isEmpty());
    assertThat(log.list.get(0).getFormattedMessage())
        .isEqualTo("POST /v1/alerts/gate:traffic:people/acknowledge answered 202");
    assertThat(log.list.get(0).getKeyValuePairs().toString())
        .contains("admin")
        .doesNotContain("admin-key");
  }

  /** Or four strangers could keep all others from asking. */
  @Test
  void shouldKeepNoRoomForTheQuestionsOfStrangers() throws Exception {
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      strangers.add(
          server.open(
              "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n{"));
      strangers.add(
          server.open(
              "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"));
    }
    CompletableFuture<HttpResponse<String>> coming =
        server.post(
            "/v1/ask",
            "{\"source\":\"gate\",\"question\":\"What?\"}",
            "authorization",
            "Bearer asker-key");
    assertThat(server.asked().next()).isNotNull();
    assertThat(coming).isNotDone();
    for (Socket stranger : strangers) {
      stranger.close();
    }
  }

  @Test
  void shouldServeThePageWithoutAKey() throws Exception {
    for (String address : List.of("/", "/js/main.js")) {
      assertThat(status("GET", address, null)).isEqualTo(200);
    }
  }

  private JsonObject get(String address) throws Exception {
    String reply =
        server.raw(
            "GET "
                + address
                + " HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer gate-key\r\n\r\n",
            LIMIT);
    return new JsonObject(reply.substring(reply.indexOf("\r\n\r\n") + 4));
  }
}
