package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.model.engine.DialogueEnd;
import io.framewise.model.openai.OpenAiServer.Pace;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose model loads, is busy, fails, and ends. */
@Timeout(60)
class ServerLifeTest {

  private static final String HI = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String STREAM =
      "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ToldEngine engine = new ToldEngine();
  private final CountDownLatch loaded = new CountDownLatch(1);
  private OpenAiServer server;

  @BeforeEach
  void start() {
    server =
        OpenAiServer.start(
            TinyServer.options(ApiKeys.NONE, 2),
            () -> {
              awaitLatch(loaded);
              return engine.served();
            },
            new Pace(Duration.ofMillis(50), Duration.ofSeconds(2)));
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void load() throws Exception {
    loaded.countDown();
    server.open().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    loaded.countDown();
    server.close();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  private CompletableFuture<HttpResponse<String>> ask(String body) {
    return client.sendAsync(
        HttpRequest.newBuilder(uri("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private void awaitTaken(int count) {
    await().until(() -> engine.taken() == count);
  }

  @Test
  void shouldSayThatTheModelLoads() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).contains("loading the model");
    HttpResponse<String> early = ask(HI).join();
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.headers().firstValue("retry-after")).hasValue("5");
    assertThat(TinyServer.json(early).at("/error/message").asText()).contains("loading");

    load();

    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTurnAwayOneMoreThanMayBeUnderWay() throws Exception {
    load();
    CompletableFuture<HttpResponse<String>> first = ask(HI);
    CompletableFuture<HttpResponse<String>> second = ask(HI);
    awaitTaken(2);

    HttpResponse<String> third = ask(HI).join();

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("retry-after"))
        .hasValueSatisfying(value -> assertThat(value).matches("[1-9][0-9]*"));
    assertThat(TinyServer.json(third).at("/error/type").asText()).isEqualTo("rate_limit_error");
    engine.answer("Hello");
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(second.join().statusCode()).isEqualTo(200);
    assertThat(server.underWay()).isZero();
    CompletableFuture<HttpResponse<String>> again = ask(HI);
    awaitTaken(3);
    engine.answer("Hello");
    assertThat(again.join().statusCode()).isEqualTo(200);
  }

  @Test
  void shouldEndAStreamWithAnErrorWhenTheModelFails() throws Exception {
    load();
    CompletableFuture<HttpResponse<String>> stream = ask(STREAM);
    awaitTaken(1);
    engine.say("Hel");
    engine.end(new DialogueEnd.Failed(new IllegalStateException("a secret of the inside")));

    String body = stream.join().body();

    String[] events = body.split("\n\n");
    assertThat(events[events.length - 1]).startsWith("data: {\"error\":{\"message\":");
    assertThat(body).contains("Hel").doesNotContain("[DONE]").doesNotContain("secret");
  }

  @Test
  void shouldTellClientsNotToAskAgainWhatTheModelFailsOn() throws Exception {
    load();
    CompletableFuture<HttpResponse<String>> whole = ask(HI);
    awaitTaken(1);
    engine.end(new DialogueEnd.Failed(new IllegalStateException("a secret of the inside")));

    HttpResponse<String> failed = whole.join();

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.headers().firstValue("x-should-retry")).hasValue("false");
    assertThat(failed.body()).contains("engine_error").doesNotContain("secret");
    assertThat(server.failure()).isNotDone();
  }

  @Test
  void shouldShowSignsOfLifeWhileNothingIsSaid() throws Exception {
    load();
    CompletableFuture<HttpResponse<java.io.InputStream>> stream =
        client.sendAsync(
            HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(STREAM))
                .build(),
            BodyHandlers.ofInputStream());
    // The head comes with the first sign: the engine has said nothing.
    var body = stream.get(10, TimeUnit.SECONDS).body();
    assertThat(new String(body.readNBytes(8), StandardCharsets.UTF_8)).isEqualTo(": ping\n\n");
    engine.answer("");
    assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).endsWith("[DONE]\n\n");
  }

  @Test
  void shouldTellEverybodyWhenTheModelIsGone() throws Exception {
    load();
    CompletableFuture<HttpResponse<String>> first = ask(HI);
    CompletableFuture<HttpResponse<String>> second = ask(STREAM);
    awaitTaken(2);
    engine.end(new DialogueEnd.Failed(new NoClassDefFoundError("on purpose")));

    assertThat(first.join().statusCode()).isGreaterThanOrEqualTo(500);
    assertThat(second.join().body()).contains("\"error\"").doesNotContain("[DONE]");
    assertThat(server.failure().get(10, TimeUnit.SECONDS)).isInstanceOf(LinkageError.class);
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(ask(HI).join().statusCode()).isEqualTo(503);
    assertThat(server.underWay()).isZero();
  }

  @Test
  void shouldLetAnswersEndBeforeItCloses() throws Exception {
    load();
    CompletableFuture<HttpResponse<String>> begun = ask(HI);
    awaitTaken(1);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
    await().until(() -> get("/health").statusCode() == 503);
    engine.answer("Hello");

    assertThat(begun.join().body()).contains("Hello");
    closing.join();
  }

  @Test
  void shouldCutAnswersThatDoNotEndWhenItCloses() throws Exception {
    load();
    CompletableFuture<HttpResponse<String>> begun = ask(HI);
    awaitTaken(1);
    server.close();

    assertThat(begun.join().statusCode()).isEqualTo(503);
  }

  @Test
  void shouldRefuseABodyThatIsTooLargeWithoutTakingIt() throws Exception {
    load();
    String head =
        """
        POST /v1/chat/completions HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: 99999999999

        """
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 413")
          .contains("request_too_large")
          .contains("x-request-id");
    }
    assertThat(server.underWay()).isZero();
  }

  @Test
  void shouldNotAnswerForOtherNamesThanItsOwn() throws Exception {
    load();
    String head = "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 421").contains("\"error\"");
    }
  }
}
