package io.framewise.streams.api.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how many answers are under way at once. An answer is under way from its request until the
 * client has taken the last byte or has gone. Safe for use by several threads.
 */
public final class AnswerSlots {

  private final int most;
  private final String refusal;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * Slots of which none is taken.
   *
   * @param refusal what a further request is told
   */
  public AnswerSlots(int most, String refusal) {
    this.most = most;
    this.refusal = refusal;
  }

  /** Takes a slot for a request, or refuses it. */
  public void enter(RoutingContext context) {
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      throw refused(context, refusal);
    }
    HttpConnection connection = context.request().connection();
    context.addEndHandler(
        ended -> Taken.by(connection).onComplete(gone -> taken.decrementAndGet()));
  }

  /** A refusal that says when to come again. */
  static Problem refused(RoutingContext context, String why) {
    context.response().putHeader("retry-after", "1");
    return Problem.notReady(why + "; try again in a moment");
  }
}
