package io.framewise.streams.api.http;

import io.netty.util.concurrent.FutureListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tells when a client has taken what it was given. The end handlers of Vert.x speak when the bytes
 * are handed to the connection, in whose memory they may lie until the client reads.
 */
public final class Taken {

  private Taken() {}

  /** Succeeds when all that was written so far has gone out, fails when it no longer can. */
  public static Future<Void> by(HttpConnection connection) {
    if (!(connection instanceof VertxConnection known)) {
      return Future.succeededFuture();
    }
    Promise<Void> taken = Promise.promise();
    FutureListener<Void> listener =
        flushed -> {
          if (flushed.isSuccess()) {
            taken.complete();
          } else {
            taken.fail(flushed.cause());
          }
        };
    try {
      known.flush(listener);
    } catch (RejectedExecutionException e) {
      taken.tryFail(e); // the server is being closed
    }
    return taken.future();
  }
}
