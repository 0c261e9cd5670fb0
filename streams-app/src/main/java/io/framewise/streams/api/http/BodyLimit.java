package io.framewise.streams.api.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * Refuses request bodies that are larger than their route needs, before anything else is done for
 * the request. Bodies are discarded, but for those that the routes read, which are kept with the
 * request of whoever may make it; the bytes of all that are kept are bounded. The connection of a
 * refused request is closed a moment later, so that the client can read the refusal.
 */
public final class BodyLimit implements Handler<RoutingContext> {

  /** Most routes read no body, but some clients send a small one. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String BODY = BodyLimit.class.getName();

  private static final long LINGER_MS = 1000;

  private final Vertx vertx;
  private final ToIntFunction<RoutingContext> keeps;
  private final long mostKept;
  private final AtomicLong kept = new AtomicLong();

  /**
   * A limit.
   *
   * @param keeps how large a body of this request may be that is kept; 0 for none, as of whoever is
   *     not known: nobody else can take the room
   * @param mostKept the bytes of all bodies that are kept at once
   */
  public BodyLimit(Vertx vertx, ToIntFunction<RoutingContext> keeps, long mostKept) {
    this.vertx = vertx;
    this.keeps = keeps;
    this.mostKept = mostKept;
  }

  /** The body of a request whose body is kept; empty when it had none. */
  public static Buffer body(RoutingContext context) {
    Buffer body = context.get(BODY);
    return body == null ? Buffer.buffer() : body;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    int keep = keeps.applyAsInt(context);
    int most = keep > 0 ? keep : MAX_BYTES;
    long declared = declared(request);
    if (declared > most) {
      refuse(context, most);
    } else if (declared == 0 && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      context.next();
    } else {
      Buffer body = Buffer.buffer();
      if (keep > 0) {
        reserve(context, declared == 0 ? most : declared);
        context.put(BODY, body);
      }
      request.handler(new Counter(context, most, keep > 0 ? body::appendBuffer : part -> {}));
      request.endHandler(whole -> context.next());
    }
  }

  /** Reserves room for a body until its request is answered, or refuses the request. */
  private void reserve(RoutingContext context, long bytes) {
    if (kept.addAndGet(bytes) > mostKept) {
      kept.addAndGet(-bytes);
      throw AnswerSlots.refused(context, "too many large requests are under way");
    }
    context.addEndHandler(ended -> kept.addAndGet(-bytes));
  }

  private static long declared(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void refuse(RoutingContext context, int most) {
    HttpServerRequest request = context.request();
    vertx.setTimer(LINGER_MS, late -> request.connection().close());
    request.handler(thrownAway -> {});
    request.endHandler(whole -> request.connection().close());
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    Problem.tooLarge(most).writeTo(context.response());
  }

  /** Counts the bytes of a body, whose declared length may be none. */
  private final class Counter implements Handler<Buffer> {

    private final RoutingContext context;
    private final int most;
    private final Handler<Buffer> taker;
    private long read;

    Counter(RoutingContext context, int most, Handler<Buffer> taker) {
      this.context = context;
      this.most = most;
      this.taker = taker;
    }

    @Override
    public void handle(Buffer part) {
      read += part.length();
      if (read > most) {
        refuse(context, most);
      } else {
        taker.handle(part);
      }
    }
  }
}
