package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.UserError;
import io.framewise.streams.ask.Asking;
import io.framewise.streams.query.MemoryState;
import io.framewise.testing.TestRecords;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that are asked on the spot, over HTTP. */
class AskRouteTest {

  private static final String ASK = "/v1/ask";
  private static final String QUESTION = "{\"source\":\"street\",\"question\":\"What?\"}";
  private static final int MOST = 2048;

  private TestServer server;

  @BeforeEach
  void listen() {
    server = new TestServer(new MemoryState(1).queries(), "api.max-ask-bytes", "" + MOST);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static HttpResponse<String> reply(CompletableFuture<HttpResponse<String>> coming)
      throws Exception {
    return coming.get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldAnswerWithTheEvent() throws Exception {
    CompletableFuture<HttpResponse<String>> coming = server.post(ASK, QUESTION);
    Asking.Asked asked = server.asked().next();
    assertThat(coming).isNotDone();
    asked.event().complete(TestRecords.event("street", "asked-1", 5).build());

    HttpResponse<String> reply = reply(coming);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type")).contains("application/json");
    assertThat(new JsonObject(reply.body()).getString("eventId")).isEqualTo("asked-1");
    assertThat(asked.request().getQuestions().get(0).getText()).isEqualTo("What?");
    assertThat(server.asked().nextLeft()).isEqualTo("asked-1");
  }

  @Test
  void shouldAnswerAsManyAtOnceAsItPromises() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> coming = new ArrayList<>();
    List<Asking.Asked> asked = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      coming.add(server.post(ASK, QUESTION));
      asked.add(server.asked().next());
    }
    assertThat(asked).doesNotContainNull();
    assertThat(reply(server.post(ASK, QUESTION)).statusCode()).isEqualTo(503);

    asked.forEach(one -> one.event().complete(TestRecords.event("street", "a", 5).build()));
    for (CompletableFuture<HttpResponse<String>> one : coming) {
      assertThat(reply(one).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldHoldOnlySoManyLargeQuestions() throws Exception {
    String large = QUESTION + " ".repeat(MOST - QUESTION.length());
    List<CompletableFuture<HttpResponse<String>>> coming = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      coming.add(server.post(ASK, large));
      assertThat(server.asked().next()).isNotNull();
    }

    HttpResponse<String> refused = reply(server.post(ASK, large));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(coming).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void shouldTellWhatItLooksAtBeforeTheAnswer() throws Exception {
    CompletableFuture<HttpResponse<String>> coming =
        server.post(ASK, QUESTION, "accept", "text/event-stream");
    server.asked().next().event().complete(TestRecords.event("street", "asked-1", 5).build());

    HttpResponse<String> reply = reply(coming);
    assertThat(reply.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(reply.body())
        .matches("(?s)event: asked\ndata: [{].*test[.]frames[.]video-0@7.*\n\nevent: answer\n.*")
        .contains("\"eventId\":\"asked-1\"")
        .endsWith("\n\n");
  }

  @Test
  void shouldSayThatNoEventCame() throws Exception {
    CompletableFuture<HttpResponse<String>> coming = server.post(ASK, QUESTION);
    server.asked().next().event().completeExceptionally(new IllegalStateException("late"));

    HttpResponse<String> reply = reply(coming);
    assertThat(reply.statusCode()).isEqualTo(504);
    assertThat(reply.body()).contains("its event did not come").doesNotContain("late");
  }

  @Test
  void shouldNoLongerWaitForWhoHasGone() throws Exception {
    try (Socket socket =
        server.open(
            "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + QUESTION.length()
                + "\r\n\r\n"
                + QUESTION)) {
      server.asked().next();
      socket.setSoLinger(true, 0);
    }

    assertThat(server.asked().nextLeft()).isEqualTo("asked-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "7", "null", "\"a\"", "{\"source\":"})
  void shouldRefuseABodyThatIsNoObject(String body) throws Exception {
    HttpResponse<String> reply = reply(server.post(ASK, body));

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("must be a JSON object").contains("\"pointer\":\"\"");
  }

  @Test
  void shouldNameThePartOfABodyThatIsWrong() throws Exception {
    HttpResponse<String> reply = reply(server.post(ASK, "{\"surce\":\"street\"}"));

    assertThat(reply.statusCode()).isEqualTo(400);
    JsonObject problem = new JsonObject(reply.body());
    assertThat(problem.getString("detail")).startsWith("surce: unknown");
    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/surce");
  }

  @Test
  void shouldRefuseWhatIsTooLargeWithOrWithoutALength() throws Exception {
    assertThat(reply(server.post(ASK, "x".repeat(MOST + 1))).statusCode()).isEqualTo(413);
    assertThat(
            server.raw(
                "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(MOST + 1)
                    + "\r\n"
                    + "x".repeat(MOST + 1)
                    + "\r\n0\r\n\r\n",
                Duration.ofSeconds(10)))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void shouldRefuseAPageOfAnotherSite() throws Exception {
    String head = "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n";
    assertThat(
            server.raw(
                head + "Connection: close\r\nContent-Length: 0\r\n\r\n", Duration.ofSeconds(10)))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void shouldSayThatKafkaDoesNotTakeIt() throws Exception {
    for (RuntimeException why :
        new RuntimeException[] {
          new KafkaException("broker-1:9092 is away"), new UserError("no broker-1:9092", "start it")
        }) {
      server.asked().refuse(why);
      HttpResponse<String> reply = reply(server.post(ASK, QUESTION));

      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.body()).contains("Kafka does not take the question");
      assertThat(reply.body()).doesNotContain("broker-1");
    }
  }
}
