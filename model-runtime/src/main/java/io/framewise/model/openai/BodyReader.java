package io.framewise.model.openai;

import io.framewise.model.openai.request.ApiError;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes the body of a request: of JSON, bounded, within a time, in memory that all bodies share.
 * Belongs to an event loop.
 */
final class BodyReader {

  private static final long LIMIT_MS = TimeUnit.SECONDS.toMillis(60);

  private final Vertx vertx;
  private final HttpCall call;
  private final Places places;
  private final int longest;
  private final Buffer body = Buffer.buffer();
  private final AtomicLong held = new AtomicLong();
  private long timer;
  private boolean over;
  private boolean complete;

  /**
   * For one request.
   *
   * @param longest bytes that are taken
   */
  BodyReader(Vertx vertx, HttpCall call, Places places, int longest) {
    this.vertx = vertx;
    this.call = call;
    this.places = places;
    this.longest = longest;
  }

  /**
   * Reads. What is refused is answered here.
   *
   * @param use takes the body
   * @param refused called where there is none to take
   */
  void read(Consumer<byte[]> use, Runnable refused) {
    String type = call.header(HttpHeaders.CONTENT_TYPE);
    if (type == null || !isJson(type)) {
      end(
          ApiError.invalid(
              415, "unsupported_media_type", "send JSON, with Content-Type: application/json"),
          refused);
      return;
    }
    long length = announced();
    if (length > longest) {
      end(tooLarge(), refused);
      return;
    }
    timer = vertx.setTimer(LIMIT_MS, id -> end(tooSlow(), refused));
    call.request().exceptionHandler(gone -> stop());
    call.request().handler(buffer -> take(buffer, refused));
    call.request()
        .endHandler(
            ended -> {
              if (!over) {
                stop();
                complete = true;
                use.accept(body.getBytes());
              }
            });
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(HttpCall.JSON);
  }

  private long announced() {
    String length = call.header(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void take(Buffer buffer, Runnable refused) {
    if (over) {
      return;
    }
    if (body.length() + buffer.length() > longest) {
      end(tooLarge(), refused);
    } else if (!places.takeBytes(buffer.length())) {
      end(ApiError.full("the bodies of other requests take all memory", 1), refused);
    } else {
      held.addAndGet(buffer.length());
      body.appendBuffer(buffer);
    }
  }

  private ApiError tooLarge() {
    return ApiError.invalid(
        413, "request_too_large", "the body has more than " + longest + " bytes");
  }

  private static ApiError tooSlow() {
    return ApiError.invalid(
        408, "request_timeout", "the body did not come within " + LIMIT_MS / 1000 + " s");
  }

  private void end(ApiError error, Runnable refused) {
    if (!over) {
      stop();
      giveBack();
      refused.run();
      call.cutOff(error, vertx);
    }
  }

  private void stop() {
    over = true;
    vertx.cancelTimer(timer);
  }

  /** Whether all of it was taken. */
  boolean complete() {
    return complete;
  }

  /** Nobody needs the body's bytes any more; idempotent, for any thread. */
  void giveBack() {
    places.giveBytesBack(held.getAndSet(0));
  }
}
