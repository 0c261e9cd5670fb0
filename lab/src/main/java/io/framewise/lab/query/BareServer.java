package io.framewise.lab.query;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;

/** The least that answers JSON over HTTP: Vert.x, and one object that is written each time. */
final class BareServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  BareServer(JsonObject answer) {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .response()
                        .putHeader("content-type", "application/json")
                        .end(answer.toBuffer()))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
