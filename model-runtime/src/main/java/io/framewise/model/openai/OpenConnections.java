package io.framewise.model.openai;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * The connections of clients: at most so many, and none that is held without a request. Safe for
 * use by several threads.
 */
final class OpenConnections {

  private static final int MOST = 1024;

  private final long idleNanos;
  private final Map<HttpConnection, Use> open = new ConcurrentHashMap<>();

  private static final class Use {
    private int requests;
    private long since = System.nanoTime();

    synchronized void add(int count) {
      requests += count;
      since = System.nanoTime();
    }

    synchronized boolean idle(long nanos) {
      return requests == 0 && System.nanoTime() - since > nanos;
    }
  }

  /**
   * None so far.
   *
   * @param idleNanos how long a connection may be without a request
   */
  OpenConnections(long idleNanos) {
    this.idleNanos = idleNanos;
  }

  void opened(HttpConnection connection) {
    if (open.size() >= MOST) {
      connection.close();
      return;
    }
    open.put(connection, new Use());
    connection.closeHandler(closed -> open.remove(connection));
  }

  /** A request has begun on its connection, and {@code ended} is told when it has its response. */
  void begun(HttpServerRequest request, IntConsumer ended) {
    Use use = open.getOrDefault(request.connection(), new Use());
    use.add(1);
    request
        .response()
        .endHandler(
            done -> {
              use.add(-1);
              ended.accept(request.response().getStatusCode());
            });
  }

  /** Closes what is idle. */
  void sweep() {
    open.forEach(
        (connection, use) -> {
          if (use.idle(idleNanos)) {
            connection.close();
          }
        });
  }

  int count() {
    return open.size();
  }
}
