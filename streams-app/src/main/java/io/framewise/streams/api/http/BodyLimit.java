package io.framewise.streams.api.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses request bodies that are larger than any route needs, before anything else is done for the
 * request. The bodies are discarded. The connection of a refused request is closed a moment later,
 * so that the client can read the refusal.
 */
public final class BodyLimit implements Handler<RoutingContext> {

  /** No route reads a body, but some clients send a small one. */
  static final int MAX_BYTES = 64 * 1024;

  private static final long LINGER_MS = 1000;

  private final Vertx vertx;

  public BodyLimit(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    long declared = declared(request);
    if (declared > MAX_BYTES) {
      refuse(context);
    } else if (declared == 0 && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      context.next();
    } else {
      request.handler(new Counter(context));
      request.endHandler(whole -> context.next());
    }
  }

  private static long declared(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void refuse(RoutingContext context) {
    HttpServerRequest request = context.request();
    vertx.setTimer(LINGER_MS, late -> request.connection().close());
    request.handler(thrownAway -> {});
    request.endHandler(whole -> request.connection().close());
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    Problem.tooLarge(MAX_BYTES).writeTo(context.response());
  }

  /** Counts the bytes of a body without a declared length. */
  private final class Counter implements Handler<Buffer> {

    private final RoutingContext context;
    private long read;

    Counter(RoutingContext context) {
      this.context = context;
    }

    @Override
    public void handle(Buffer part) {
      read += part.length();
      if (read > MAX_BYTES) {
        refuse(context);
      }
    }
  }
}
