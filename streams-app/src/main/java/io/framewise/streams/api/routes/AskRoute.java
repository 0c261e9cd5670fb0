package io.framewise.streams.api.routes;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.api.access.Principal;
import io.framewise.streams.api.http.AnswerSlots;
import io.framewise.streams.api.http.BodyLimit;
import io.framewise.streams.api.http.BoundedWorker;
import io.framewise.streams.api.http.Connections;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.json.AskReader;
import io.framewise.streams.api.json.BadAskException;
import io.framewise.streams.api.json.EventJson;
import io.framewise.streams.ask.Ask;
import io.framewise.streams.ask.Asking;
import io.framewise.streams.ask.NoFramesException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a question and answers with its event, as JSON or as server-sent events. */
final class AskRoute {

  private static final Logger LOG = LoggerFactory.getLogger(AskRoute.class);

  private static final int MOST_ASKED = 32;
  private static final int MOST_WAITING = MOST_ASKED;

  /** The topology ends a request this long after its deadline at the latest, as a rule. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String EVENT_STREAM = "text/event-stream";

  private final Vertx vertx;
  private final Asking desk;
  private final Connections<HttpConnection> connections;
  private final AnswerSlots slots =
      new AnswerSlots(MOST_ASKED, MOST_ASKED + " questions are being answered already");
  private final BoundedWorker worker;

  AskRoute(Vertx vertx, Asking desk, Connections<HttpConnection> connections) {
    this.vertx = vertx;
    this.desk = desk;
    this.connections = connections;
    this.worker = new BoundedWorker(vertx, "frames to ask about", MOST_WAITING);
  }

  void handle(RoutingContext context) {
    slots.enter(context);
    connections.follows(context.request().connection());
    Buffer body = BodyLimit.body(context);
    Visit visit = new Visit();
    context.addEndHandler(ended -> visit.end());
    worker
        .run(() -> desk.ask(visible(AskReader.read(object(body)), Principal.of(context))))
        .onSuccess(asked -> await(context, asked, visit))
        .onFailure(e -> context.fail(problem(e)));
  }

  private static Ask visible(Ask ask, Principal principal) {
    ask.source()
        .filter(source -> !principal.sees(source))
        .ifPresent(
            hidden -> {
              throw Problem.notFound("no frame of source " + hidden + " came lately");
            });
    return ask;
  }

  private static JsonObject object(Buffer body) {
    try {
      return body.toJsonObject();
    } catch (DecodeException | ClassCastException e) {
      throw new BadAskException("", "the body must be a JSON object with a question");
    }
  }

  private static Throwable problem(Throwable e) {
    if (e instanceof BadAskException bad) {
      String at = bad.pointer().isEmpty() ? "" : bad.pointer().substring(1) + ": ";
      return Problem.badPart(bad.pointer(), at + bad.getMessage());
    }
    if (e instanceof NoFramesException none) {
      return Problem.notFound(none.getMessage());
    }
    if (e instanceof UserError || e instanceof KafkaException) {
      LOG.warn("a question could not be asked", e);
      return Problem.notReady("Kafka does not take the question; try again in a moment");
    }
    return e;
  }

  private void await(RoutingContext context, Asking.Asked asked, Visit visit) {
    InferenceRequest request = asked.request();
    visit.atEnd(() -> desk.leave(request.getRequestId()));
    if (visit.hasEnded()) {
      return;
    }
    AskedReply reply =
        wantsEvents(context)
            ? new AskedEvents(context.response(), request)
            : new AskedJson(context.response());
    long beat = vertx.setPeriodic(AskedReply.BEAT_MS, id -> reply.beat());
    long limit =
        vertx.setTimer(
            Duration.between(request.getCreatedAt(), request.getDeadlineAt())
                .plus(PATIENCE)
                .toMillis(),
            late -> asked.event().completeExceptionally(new TimeoutException()));
    visit.atEnd(() -> vertx.cancelTimer(beat));
    visit.atEnd(() -> vertx.cancelTimer(limit));
    Future.fromCompletionStage(asked.event(), vertx.getOrCreateContext())
        .onSuccess(event -> reply.answer(EventJson.of(event)))
        .onFailure(late -> reply.late(noEvent()));
  }

  /**
   * What is to be done when the response has ended or the client has gone, which may be before
   * there is anything to do: the end is told once, to those who listen by then. Confined to the
   * event loop.
   */
  private static final class Visit {

    private final List<Runnable> atEnd = new ArrayList<>();
    private boolean ended;

    void atEnd(Runnable action) {
      if (ended) {
        action.run();
      } else {
        atEnd.add(action);
      }
    }

    void end() {
      ended = true;
      atEnd.forEach(Runnable::run);
    }

    boolean hasEnded() {
      return ended;
    }
  }

  private static Problem noEvent() {
    return new Problem(
        504,
        "No event in time",
        "the question was taken, but its event did not come; it may still come to /v1/events");
  }

  private static boolean wantsEvents(RoutingContext context) {
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains(EVENT_STREAM);
  }
}
