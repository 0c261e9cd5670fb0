package io.framewise.streams.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that are read from state, made off the event loop. Only so many are under way at once,
 * from the request to the last byte that the client has taken; a further request is refused at
 * once. Long ones are made slice by slice as the client takes them, so that one that does not read
 * costs a slice and what its connection buffers.
 */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final Vertx vertx;
  private final int most;
  private final AtomicInteger underWay = new AtomicInteger();

  Answers(Vertx vertx, int most) {
    this.vertx = vertx;
    this.most = most;
  }

  /** How many are under way. */
  int underWay() {
    return underWay.get();
  }

  /** Answers with a small JSON object. */
  void json(RoutingContext context, Callable<JsonObject> read) {
    answer(
        context,
        read,
        (response, json) -> {
          asJson(response);
          response.end(json.toBuffer());
        });
  }

  /** Answers with what {@code read} gives, written by {@code writer} on the event loop. */
  <T> void answer(
      RoutingContext context, Callable<T> read, BiConsumer<HttpServerResponse, T> writer) {
    enter(context);
    vertx
        .executeBlocking(read, false)
        .onSuccess(value -> writer.accept(context.response(), value))
        .onFailure(context::fail);
  }

  /** Answers with JSON that is made a slice at a time; the first slices may be refusals. */
  void slices(RoutingContext context, Callable<? extends Iterator<Buffer>> read) {
    enter(context);
    vertx
        .<Slice>executeBlocking(() -> next(read.call()), false)
        .onSuccess(
            slice -> {
              asJson(context.response());
              if (HttpMethod.HEAD.equals(context.request().method())) {
                context.response().end();
              } else {
                context.response().setChunked(true);
                write(context.response(), slice);
              }
            })
        .onFailure(context::fail);
  }

  private record Slice(Buffer bytes, Iterator<Buffer> rest) {}

  private static Slice next(Iterator<Buffer> slices) {
    return new Slice(slices.hasNext() ? slices.next() : Buffer.buffer(), slices);
  }

  private void write(HttpServerResponse response, Slice slice) {
    if (response.closed()) {
      return;
    }
    if (slice.bytes().length() == 0) {
      response.end();
      return;
    }
    response.write(slice.bytes()).onFailure(e -> LOG.debug("a client was gone", e));
    if (response.writeQueueFull()) {
      response.drainHandler(
          drained -> {
            response.drainHandler(null);
            goOn(response, slice);
          });
    } else {
      goOn(response, slice);
    }
  }

  /** An answer that cannot be ended is cut, or the client would take it for whole. */
  private void goOn(HttpServerResponse response, Slice slice) {
    Future<Slice> next = vertx.executeBlocking(() -> next(slice.rest()), false);
    next.onSuccess(found -> write(response, found))
        .onFailure(
            e -> {
              LOG.warn("a long answer broke off", e);
              response.reset();
            });
  }

  private static void asJson(HttpServerResponse response) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private void enter(RoutingContext context) {
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      context.response().putHeader("retry-after", "1");
      throw Problem.notReady(
          "too many answers are under way (api.max-answers); try again in a moment");
    }
    context.addEndHandler(ended -> underWay.decrementAndGet());
  }
}
