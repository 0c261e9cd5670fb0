package io.framewise.streams.api.http;

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
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes answers that are read from state, off the event loop. The number of answers under way is
 * bounded, from the request until the client has taken the last byte, and so is the memory of
 * answers that are made whole; further requests are refused at once. Long answers are made in
 * slices as the client takes them, so that a client that does not read costs one slice and the
 * buffer of its connection.
 */
public final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** The bytes that all whole answers may hold together until their clients have taken them. */
  public static final long MOST_HELD = 32L * 1024 * 1024;

  /** Answers up to this size are not counted: they are small even with the most connections. */
  private static final int SMALL = 4 * 1024;

  private final Vertx vertx;
  private final AnswerSlots slots;
  private final AtomicLong held = new AtomicLong();

  public Answers(Vertx vertx, int most) {
    this.vertx = vertx;
    this.slots = new AnswerSlots(most, "too many answers are under way (api.max-answers)");
  }

  /** Answers with a JSON object. */
  public void json(RoutingContext context, Callable<JsonObject> read) {
    whole(context, "application/json", () -> read.call().toBuffer());
  }

  /** Answers with what {@code read} gives. */
  public void whole(RoutingContext context, String contentType, Callable<Buffer> read) {
    slots.enter(context);
    vertx
        .executeBlocking(read, false)
        .onSuccess(body -> end(context, contentType, "no-store", body))
        .onFailure(context::fail);
  }

  /**
   * Ends a response with a body that stays in memory until the client has taken it. Refuses if too
   * many bytes are held already.
   *
   * @param caching how long the client may keep it
   */
  public void end(RoutingContext context, String contentType, String caching, Buffer body) {
    long length = body.length() > SMALL ? body.length() : 0;
    long before = held.getAndAdd(length);
    if (length > 0 && before > 0 && before + length > MOST_HELD) {
      held.addAndGet(-length);
      context.fail(AnswerSlots.refused(context, "too many clients do not take their answers"));
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .putHeader(HttpHeaders.CACHE_CONTROL, caching)
        .end(body)
        .onComplete(taken -> held.addAndGet(-length));
  }

  /** Answers with JSON that is made a slice at a time; the first slices may be refusals. */
  public void slices(RoutingContext context, Callable<? extends Iterator<Buffer>> read) {
    slots.enter(context);
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

  /**
   * Closes the connection of an answer that cannot be completed, so that the client does not take
   * it for complete.
   */
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
}
