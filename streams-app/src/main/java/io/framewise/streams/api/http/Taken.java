package io.framewise.streams.api.http;

import io.netty.util.concurrent.FutureListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tells when a client has taken its answer. The end handlers of Vert.x are called when the bytes
 * are handed to the connection, where they may stay in memory until the client reads them.
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
