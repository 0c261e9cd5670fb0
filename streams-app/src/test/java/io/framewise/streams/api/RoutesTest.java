package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is answered without any store behind it. */
class RoutesTest {

  private static final String HOST = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();

  /** Held on to: Vert.x closes a client that nobody refers to, in the midst of its request too. */
  private final HttpClient client = vertx.createHttpClient();

  private int port;

  private record Reply(int status, String type, String body) {}

  @BeforeEach
  void listen() throws Exception {
    Routes routes = new Routes(vertx, new ApiParts(null, null, null, null, null, null));
    port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(routes.router(new HostCheck(HOST), Optional.empty()))
                    .listen(0, HOST))
            .actualPort();
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void shouldServeThePageFromTheClassPath() throws Exception {
    Reply reply = get("/");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).startsWith("text/html");
    assertThat(get("/js/main.js").status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseAddressesThatAreNotWellFormed() throws Exception {
    assertProblem("/v1/sources?x=%zz", 400);
    assertProblem("/no/such/page", 404);
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

  @Test
  void shouldRefuseToAcknowledgeForAPageOfAnotherSite() throws Exception {
    String address = "/v1/alerts/door:people:person/acknowledge";

    assertThat(post(address, "http://evil.example").status()).isEqualTo(403);
    assertThat(post(address, "null").status()).isEqualTo(403);
    assertThat(post(address, "http://" + HOST + ":1").status()).isEqualTo(403);
    assertThat(post(address, "http://" + HOST + ":" + port).status()).isNotEqualTo(403);
    assertThat(post(address, null).status()).isNotEqualTo(403);
  }

  private Reply post(String address, String origin) throws Exception {
    return await(
        client
            .request(HttpMethod.POST, port, HOST, address)
            .compose(
                request -> {
                  if (origin != null) {
                    request.putHeader("origin", origin);
                  }
                  return request.send();
                })
            .compose(RoutesTest::read));
  }

  private void assertProblem(String address, int status) throws Exception {
    Reply reply = get(address);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.type()).isEqualTo("application/problem+json");
    assertThat(reply.body()).contains("\"status\":" + status);
  }

  private Reply get(String address) throws Exception {
    return await(
        client
            .request(HttpMethod.GET, port, HOST, address)
            .compose(request -> request.send())
            .compose(RoutesTest::read));
  }

  private static Future<Reply> read(HttpClientResponse response) {
    return response
        .body()
        .map(
            body ->
                new Reply(
                    response.statusCode(), response.getHeader("content-type"), body.toString()));
  }

  private static <T> T await(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
