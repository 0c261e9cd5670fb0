package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.Severity;
import io.framewise.streams.api.routes.ApiRoute;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.LogLines;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is answered whatever the state holds. */
class RoutesTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MemoryState state = new MemoryState(1);
  private final LogLines log = new LogLines();
  private TestServer server;

  @BeforeEach
  void listen() {
    server = new TestServer(state.queries());
    rootLogger().addAppender(log);
  }

  @AfterEach
  void close() {
    rootLogger().detachAppender(log);
    server.close();
  }

  private static Logger rootLogger() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void shouldServeThePageFromTheClassPath() throws Exception {
    HttpResponse<String> reply = server.send("GET", "/");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(server.send("GET", "/js/main.js").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseAddressesThatAreNotWellFormed() throws Exception {
    assertThat(raw("GET /v1/sources?after=%zz HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json");
    assertProblem("/no/such/page", 404);
    assertProblem("/v1/no-such-route", 404);
  }

  @Test
  void shouldRefuseTimesOutOfBounds() throws Exception {
    assertProblem("/v1/events?from=1969-12-31T23:59:59Z", 400);
    assertProblem("/v1/events?to=%2B1000000000-01-01T00:00:00Z", 400);
  }

  @Test
  void shouldRefuseAnUnknownStateOfAlerts() throws Exception {
    assertProblem("/v1/alerts?state=half-open", 400);
  }

  @ParameterizedTest
  @EnumSource(ApiRoute.class)
  void shouldRefuseUnknownParametersOnEveryRoute(ApiRoute route) throws Exception {
    HttpResponse<String> reply = server.send(method(route), address(route) + "?nobody=1");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("unknown query parameter nobody");
  }

  @ParameterizedTest
  @EnumSource(ApiRoute.class)
  void shouldRefuseAParameterThatIsGivenTwiceOrEmptyOnEveryRoute(ApiRoute route) throws Exception {
    for (String name : route.parameters()) {
      HttpResponse<String> twice =
          server.send("GET", address(route) + "?" + name + "=1&" + name + "=1");
      assertThat(twice.statusCode()).isEqualTo(400);
      assertThat(twice.body()).contains("query parameter " + name + " is given more than once");
      HttpResponse<String> empty = server.send("GET", address(route) + "?" + name + "=");
      assertThat(empty.statusCode()).isEqualTo(400);
      assertThat(empty.body()).contains("query parameter " + name + " has no value");
    }
  }

  @ParameterizedTest
  @EnumSource(ApiRoute.class)
  void shouldSayWhichMethodsARouteTakes(ApiRoute route) throws Exception {
    HttpResponse<String> options = server.send("OPTIONS", address(route));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).contains(route.allow());

    String wrong = "PATCH";
    HttpResponse<String> refused = server.send(wrong, address(route));
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("allow")).contains(route.allow());
    assertThat(refused.body()).contains("\"status\":405");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/js/main.js",
        "/v1/sources",
        "/v1/sources/door",
        "/v1/sources/nobody",
        "/v1/sources/door/latest",
        "/v1/events",
        "/v1/events/a",
        "/v1/events/nobody",
        "/v1/alerts",
        "/health/live",
        "/health/ready",
        "/health/queries",
        "/metrics"
      })
  void shouldAnswerHeadAsGetWithoutTheBody(String address) throws Exception {
    state.event(0, "door", "a", 1);

    HttpResponse<String> get = server.send("GET", address);
    HttpResponse<String> head = server.send("HEAD", address);

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    if (!address.matches("/|.*\\.js")) { // files have none for HEAD
      assertThat(head.headers().firstValue("content-type"))
          .isEqualTo(get.headers().firstValue("content-type"));
    }
    assertThat(head.body()).isEmpty();
  }

  @Test
  void shouldAnswerHeadOfTheStreamAtOnce() throws Exception {
    HttpResponse<String> head = server.send("HEAD", "/v1/stream");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(server.streamClients().count()).isZero();
  }

  @Test
  void shouldSayWhatTimeItIs() throws Exception {
    assertThat(server.send("GET", "/v1/sources").headers().firstValue("date")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host:\r\n",
        "Host: a b\r\n",
        "Host: localhost:99999\r\n",
        "Host: localhost:80x\r\n",
        "Host: localhost:-1\r\n",
        "Host: [::1\r\n",
        "Host: [zz]\r\n",
        "Host: local/host\r\n",
        "Host: user@localhost\r\n",
        "Host: .\r\n",
        "Host: localhost..\r\n",
        "Host: 999.1.1.1\r\n",
        "Host: 127.0.0.256\r\n",
        "Host: 127.0.0.01\r\n",
        "Host: 127.1\r\n",
        "Host: 2130706433\r\n",
        "Host: name.1\r\n",
        "Host: [1::2::3]\r\n",
        "Host: [127.0.0.1]\r\n",
        "Host: [abc]\r\n",
        "Host: \u00e4\u00ff\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
      })
  void shouldRefuseABadHostWithoutATrace(String header) throws Exception {
    for (String address : List.of("/v1/sources", "/", "/js/", "/health/live", "/nothing")) {
      assertThat(raw("GET " + address + " HTTP/1.1\r\n" + header))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json")
          .contains("Host");
    }
    assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost", "LocalHost", "LOCALHOST:8080", "localhost.", "localhost.:80", "localhost:",
        "127.0.0.1", "127.0.0.1:8080", "127.1.2.3", "[::1]", "[::1]:8080", "[0:0:0:0:0:0:0:1]"
      })
  void shouldAnswerForThisMachineHoweverItIsWritten(String host) throws Exception {
    assertThat(raw("GET /v1/sources HTTP/1.1\r\nHost: " + host + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "LOCALHOST.evil.example", "10.0.0.1", "[fe80::1]", "128.0.0.1"})
  void shouldNotAnswerForAnotherMachine(String host) throws Exception {
    assertThat(raw("GET /v1/sources HTTP/1.1\r\nHost: " + host + "\r\n"))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void shouldRefuseToAcknowledgeForAPageOfAnotherSite() throws Exception {
    assertThat(acknowledge("Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403 ");
    assertThat(acknowledge("Origin: null\r\n")).startsWith("HTTP/1.1 403 ");
    assertThat(acknowledge("Origin: http://localhost:1\r\n")).startsWith("HTTP/1.1 403 ");
    assertThat(acknowledge("Origin: http://LOCALHOST:8080\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(acknowledge("")).startsWith("HTTP/1.1 404 ");
  }

  private String acknowledge(String origin) throws Exception {
    return raw(
        "POST /v1/alerts/door:people:person/acknowledge HTTP/1.1\r\nHost: localhost:8080\r\n"
            + "Content-Length: 0\r\n"
            + origin);
  }

  @Test
  void shouldListTheGravestAlertsWhenThereAreTooMany() throws Exception {
    state.alert(
        0,
        MemoryState.alertOf("old").setSeverity(Severity.CRITICAL).setKnownQuestion(false).build());
    state.alert(0, later("info", 9).setSeverity(Severity.INFO).build());
    state.alert(0, later("newer", 2).build());
    state.alert(0, later("newest", 3).build());
    state.alert(0, later("over", 8).setState(AlertState.CLEARED).build());

    assertThat(sourcesOf("/v1/alerts?limit=2")).containsExactly("newest", "old");
    assertThat(sourcesOf("/v1/alerts?state=all&limit=4"))
        .containsExactly("info", "newer", "newest", "old");
    assertThat(alerts("/v1/alerts?limit=3").getBoolean("more")).isTrue();
    assertThat(alerts("/v1/alerts").getBoolean("more")).isFalse();
    assertThat(alerts("/v1/alerts?source=old").getJsonArray("alerts").getJsonObject(0).getMap())
        .containsEntry("knownQuestion", false);
  }

  private static Alert.Builder later(String source, int seconds) {
    return MemoryState.alertOf(source).setChangedAt(MemoryState.START.plusSeconds(seconds));
  }

  private List<String> sourcesOf(String address) throws Exception {
    return alerts(address).getJsonArray("alerts").stream()
        .map(alert -> ((JsonObject) alert).getString("sourceId"))
        .toList();
  }

  private JsonObject alerts(String address) throws Exception {
    return new JsonObject(server.send("GET", address).body());
  }

  @Test
  void shouldListEventsAndSayWhetherThereAreMore() throws Exception {
    for (int i = 0; i < 250; i++) {
      state.event(0, "door", "e" + i, i);
    }

    JsonObject some = new JsonObject(server.send("GET", "/v1/events?limit=200").body());
    assertThat(some.getJsonArray("events")).hasSize(200);
    assertThat(some.getBoolean("more")).isTrue();
    assertThat(some.getJsonArray("events").getJsonObject(0).getString("eventId")).isEqualTo("e249");
    JsonObject all = new JsonObject(server.send("GET", "/v1/events?limit=250").body());
    assertThat(all.getJsonArray("events")).hasSize(250);
    assertThat(all.getBoolean("more")).isFalse();
    JsonObject none = new JsonObject(server.send("GET", "/v1/events?source=gate").body());
    assertThat(none.getJsonArray("events")).isEmpty();
  }

  @Test
  void shouldGiveAnEventAtTheAddressThatItNames() throws Exception {
    state.event(0, "a b/c", "e 1", 5);
    JsonObject listed =
        new JsonObject(server.send("GET", "/v1/events").body())
            .getJsonArray("events")
            .getJsonObject(0);

    HttpResponse<String> reply = server.send("GET", listed.getString("href"));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(reply.body())).isEqualTo(listed);
    assertProblem("/v1/events/nobody", 404);
    assertThat(server.send("GET", "/v1/events/nobody").body())
        .contains("newest 20,000", "as source");
    assertThat(server.send("GET", "/v1/events/nobody?source=door&at=2026-01-31T08:00:00Z").body())
        .contains("no event of this id is known any more");
  }

  private static String method(ApiRoute route) {
    return route.method().name();
  }

  private static String address(ApiRoute route) {
    return route.path().replaceAll(":[a-z]+", "x");
  }

  private String raw(String headWithoutEnd) throws Exception {
    return server.raw(headWithoutEnd + "Connection: close\r\n\r\n", LIMIT);
  }

  private void assertProblem(String address, int status) throws Exception {
    HttpResponse<String> reply = server.send("GET", address);

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(reply.body()).contains("\"status\":" + status);
  }
}
