package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Severity;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.TestRecords;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of the live feed that come back, and what each of them wants. */
@Timeout(60)
class StreamResumeTest {

  private static final int LIMIT_MS = 20_000;

  private final TestServer server =
      new TestServer(new MemoryState(1).queries(), "api.max-stream-clients", "20");

  @AfterEach
  void close() {
    server.close();
  }

  private static AnalysisEvent event(String source, String id) {
    return TestRecords.event(source, id, 1).build();
  }

  private void publish(int from, int to) {
    for (int i = from; i < to; i++) {
      server.publish(event("door", "event-" + i));
    }
  }

  /** One client: what it was told, block by block. */
  private final class Follower implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;
    private String id = "";

    Follower(String parameters, String headers) throws IOException {
      this.socket =
          server.open(
              "GET /v1/stream"
                  + parameters
                  + " HTTP/1.1\r\nHost: localhost\r\n"
                  + headers
                  + "\r\n");
      socket.setSoTimeout(LIMIT_MS);
      this.lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      while (id.isEmpty()) { // the stream begins with its position
        String line = lines.readLine();
        id = line.startsWith("id: ") ? line.substring("id: ".length()) : "";
      }
    }

    /** The ids of the next events, or what else was told, as {@code event: data}. */
    List<String> next(int count) throws IOException {
      List<String> told = new ArrayList<>();
      String event = "";
      while (told.size() < count) {
        String line = lines.readLine();
        if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("data: ")) {
          told.add(notice(event, line.substring("data: ".length())));
        }
      }
      if (count > 0) {
        String line = lines.readLine();
        assertThat(line).startsWith("id: ");
        id = line.substring("id: ".length());
      }
      return told;
    }

    private static String notice(String event, String data) {
      return event.equals("analysis")
          ? new JsonObject(data).getString("eventId")
          : event + " " + data;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Follower follow() throws IOException {
    return new Follower("", "");
  }

  @Test
  void shouldTellWhatWasMissedBeforeWhatIsNew() throws Exception {
    String last;
    try (Follower first = follow()) {
      publish(0, 3);
      assertThat(first.next(3)).containsExactly("event-0", "event-1", "event-2");
      last = first.id;
    }
    publish(3, 50);
    try (Follower again = new Follower("", "Last-Event-ID: " + last + "\r\n");
        Follower byAddress = new Follower("?after=" + last, "")) {
      List<String> missed = again.next(47);
      assertThat(missed.get(0)).isEqualTo("event-3");
      assertThat(missed.get(46)).isEqualTo("event-49");
      assertThat(missed).doesNotHaveDuplicates();
      assertThat(byAddress.next(47)).isEqualTo(missed);
      publish(50, 52);
      assertThat(again.next(2)).containsExactly("event-50", "event-51");
      assertThat(byAddress.next(2)).containsExactly("event-50", "event-51");
      assertThat(again.id).isEqualTo(byAddress.id).isEqualTo("e0.52-a0.0");
    }
  }

  @Test
  void shouldMissAndRepeatNothingWhileEventsComeAllTheTime() throws Exception {
    publish(0, 200);
    Thread publisher = new Thread(() -> publish(200, 2000));
    publisher.start();
    try (Follower follower = new Follower("?after=e0.0", "")) {
      List<String> told = follower.next(2000);
      publisher.join();
      assertThat(told).doesNotHaveDuplicates();
      assertThat(told.get(0)).isEqualTo("event-0");
      assertThat(told.get(1999)).isEqualTo("event-1999");
    }
  }

  @Test
  void shouldSayWhatTheTopicsNoLongerHave() throws Exception {
    publish(0, 10);
    server.history().removeEventsBefore(4);
    try (Follower follower = new Follower("?after=e0.1", "")) {
      assertThat(follower.next(1))
          .containsExactly(
              "gap {\"dropped\":3,\"reason\":\"retention\",\"from\":\"e0.1\",\"to\":\"e0.4\"}");
      assertThat(follower.next(1)).containsExactly("event-4");
    }
  }

  @Test
  void shouldBeginWithAPositionSoThatNothingIsMissedBeforeTheFirstEvent() throws Exception {
    publish(0, 2);
    try (Follower follower = follow()) {
      assertThat(follower.id).isEqualTo("e0.2-a0.0");
    }
  }

  @Test
  void shouldEndTheStreamWhenKafkaIsAwaySoThatTheClientComesAgain() throws Exception {
    publish(0, 2);
    server.history().goAway();

    String told =
        server.raw(
            "GET /v1/stream?after=e0.0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            Duration.ofMillis(LIMIT_MS));

    assertThat(told).contains("retry: ").doesNotContain("\ndata: ");
    Awaitility.await().until(() -> server.streamClients().count() == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "source=door, event-door",
    "'source=gate,hall', 'event-gate,event-hall'",
    "source=hall&type=analysis, event-hall",
    "type=analysis, 'event-door,event-gate,event-hall'",
    "type=alert&severity=critical, alert critical",
    "type=alert&severity=warning, 'alert warning,alert critical'",
    "source=critical, alert critical",
  })
  void shouldTellEachClientWhatItWants(String parameters, String wanted) throws Exception {
    try (Follower live = new Follower("?" + parameters, "");
        Follower later = new Follower("?after=e0.0&" + parameters, "")) {
      for (String source : List.of("door", "gate", "hall")) {
        server.publish(event(source, "event-" + source));
      }
      for (Severity severity : Severity.values()) {
        server.publish(
            MemoryState.alertOf(severity.name().toLowerCase(Locale.ROOT))
                .setSeverity(severity)
                .build());
      }
      List<String> expected = wanted.isEmpty() ? List.of() : List.of(wanted.split(","));
      for (Follower follower : List.of(live, later)) {
        assertThat(follower.next(expected.size()))
            .usingElementComparator(StreamResumeTest::sameNotice)
            .containsExactlyElementsOf(expected);
      }
    }
  }

  /** An alert is told as a whole; here only its source is wanted. */
  private static int sameNotice(String told, String wanted) {
    if (!wanted.startsWith("alert ")) {
      return told.compareTo(wanted);
    }
    return told.contains("\"sourceId\":\"" + wanted.substring(6) + "\"") ? 0 : 1;
  }

  @ParameterizedTest
  @CsvSource({
    "?after=yesterday, after",
    "?after=e0.1-, after",
    "?type=both, type",
    "?severity=loud, severity",
    "'?source=a,,b', comma too many",
  })
  void shouldRefuseWhatItDoesNotKnow(String parameters, String why) throws Exception {
    var reply = server.send("GET", "/v1/stream" + parameters);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains(why);
    assertThat(server.streamClients().count()).isZero();
  }
}
