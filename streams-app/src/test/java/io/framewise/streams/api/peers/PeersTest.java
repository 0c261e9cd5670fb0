package io.framewise.streams.api.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another instance is asked with. */
class PeersTest {

  private static final int LIMIT_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void shouldShowTheKeyOfWhoeverAsksAndNoneOfItsOwn() throws Exception {
    LinkedBlockingQueue<String> shown = new LinkedBlockingQueue<>();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  shown.add(
                      request.headers().contains(Peers.HOP)
                          + " "
                          + request.getHeader("authorization"));
                  request.response().end("{}");
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(LIMIT_SECONDS, TimeUnit.SECONDS)
            .actualPort();
    HostInfo other = new HostInfo("127.0.0.1", port);
    Peers peers = new Peers(vertx, null, new HostInfo("127.0.0.1", 1));
    for (Optional<String> key : List.of(Optional.of("Bearer a"), Optional.<String>empty())) {
      peers
          .ask(other, new PeerRequest(HttpMethod.GET, "/v1/sources", key))
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    assertThat(shown).containsExactly("true Bearer a", "true null");
  }
}
