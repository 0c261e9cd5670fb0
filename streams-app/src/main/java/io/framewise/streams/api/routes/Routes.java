package io.framewise.streams.api.routes;

import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Severity;
import io.framewise.streams.api.access.Principal;
import io.framewise.streams.api.http.Answers;
import io.framewise.streams.api.http.BodyLimit;
import io.framewise.streams.api.http.BoundedWorker;
import io.framewise.streams.api.http.Connections;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.http.QueryParameters;
import io.framewise.streams.api.json.EventJson;
import io.framewise.streams.api.json.EventSlices;
import io.framewise.streams.api.json.LedgerJson;
import io.framewise.streams.api.json.QuestionSetJson;
import io.framewise.streams.api.json.SourceJson;
import io.framewise.streams.api.stream.FeedFilter;
import io.framewise.streams.ledger.Account;
import io.framewise.streams.ledger.MinuteRange;
import io.framewise.streams.query.EventCursor;
import io.framewise.streams.query.EventQuery;
import io.framewise.streams.query.FeedPosition;
import io.framewise.streams.query.FeedTopic;
import io.framewise.streams.query.SourceView;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** The handler of each route. Parameters have been checked against the catalogue before. */
public final class Routes {

  private static final int MAX_WAITING_FOR_PICTURES = 8;

  /** The page asks for one picture per card at the same time. */
  private static final int MAX_WAITING_FOR_EVENT_PICTURES = 64;

  private static final int MAX_WAITING_CHANGES = 8;

  private static final String JSON = "application/json";
  private static final String JPEG = "image/jpeg";
  private static final String NOT_KEPT = "no-store";

  /** The record at an offset never changes, so its picture may be cached. */
  private static final String KEPT = "private, max-age=3600, immutable";

  private final ApiParts parts;
  private final InstantSource clock;
  private final Answers answers;
  private final Connections<HttpConnection> connections;
  private final AskRoute ask;
  private final BoundedWorker newestPictures;
  private final BoundedWorker eventPictures;
  private final BoundedWorker changes;

  public Routes(
      Vertx vertx,
      ApiParts parts,
      Answers answers,
      Connections<HttpConnection> connections,
      InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
    this.answers = answers;
    this.connections = connections;
    this.ask = new AskRoute(vertx, parts.asks(), connections);
    this.changes = new BoundedWorker(vertx, "changes", MAX_WAITING_CHANGES);
    this.newestPictures = new BoundedWorker(vertx, "pictures", MAX_WAITING_FOR_PICTURES);
    this.eventPictures =
        new BoundedWorker(vertx, "pictures of events", MAX_WAITING_FOR_EVENT_PICTURES);
  }

  /** Answers a request for a route. */
  void handle(ApiRoute route, RoutingContext context) {
    QueryParameters given = new QueryParameters(context.queryParams(), route.parameters());
    switch (route) {
      case SOURCES -> sources(context, given);
      case SOURCE -> source(context);
      case LATEST -> latest(context);
      case LEDGER -> ledger(context, given);
      case FRAME -> frame(context);
      case EVENTS -> events(context, given);
      case EVENT -> event(context, given);
      case EVENT_FRAME -> eventFrame(context);
      case ALERTS -> alerts(context, given);
      case ACKNOWLEDGE -> acknowledge(context);
      case ASK -> ask.handle(context);
      case QUESTION_SETS -> questionSets(context, given);
      case QUESTION_SET -> questionSet(context);
      case PUT_QUESTION_SET -> putQuestionSet(context);
      case REMOVE_QUESTION_SET -> removeQuestionSet(context);
      case STREAM -> stream(context, given);
      case LIVE -> health(context, parts.health().live());
      case READY -> health(context, parts.health().ready());
      case QUERIES -> health(context, parts.health().queries());
      case OPEN_API -> answers.json(context, OpenApi::document);
      case METRICS -> metrics(context);
    }
  }

  private void sources(RoutingContext context, QueryParameters given) {
    String after = given.text("after").orElse("");
    int limit = limit(given, QueryParameters.MAX_LIMIT);
    answers.json(
        context,
        () ->
            SourceJson.list(
                parts.queries().sources(after, limit + 1, Principal.of(context)::sees),
                limit,
                parts.queries().questionSets()));
  }

  private void source(RoutingContext context) {
    String id = context.pathParam("id");
    answers.json(context, () -> SourceJson.of(known(context, id), parts.queries().questionSets()));
  }

  private void latest(RoutingContext context) {
    String id = context.pathParam("id");
    Optional<Buffer> kept =
        Optional.of(id).filter(Principal.of(context)::sees).flatMap(parts.latest()::kept);
    if (kept.isPresent()) {
      answers.end(context, JSON, NOT_KEPT, kept.get());
    } else {
      answers.whole(context, JSON, () -> parts.latest().read(known(context, id)));
    }
  }

  private void ledger(RoutingContext context, QueryParameters given) {
    String id = context.pathParam("id");
    Optional<MinuteRange> span = given.span("from", "to", clock.instant());
    answers.json(
        context,
        () -> {
          known(context, id);
          return LedgerJson.of(
              parts.queries().account(id, span).orElseGet(() -> Account.empty(id, span)));
        });
  }

  private void frame(RoutingContext context) {
    String id = context.pathParam("id");
    if (!Principal.of(context).sees(id)) {
      throw FramePictures.noFrame(id);
    }
    newestPictures
        .run(() -> Buffer.buffer(parts.pictures().newestJpeg(id)))
        .onSuccess(jpeg -> answers.end(context, JPEG, NOT_KEPT, jpeg))
        .onFailure(context::fail);
  }

  private void eventFrame(RoutingContext context) {
    FrameRef place = parts.eventFrames().place(context.pathParam("ref"));
    eventPictures
        .run(() -> Buffer.buffer(parts.eventFrames().jpeg(place, Principal.of(context)::sees)))
        .onSuccess(jpeg -> answers.end(context, JPEG, KEPT, jpeg))
        .onFailure(context::fail);
  }

  private void events(RoutingContext context, QueryParameters given) {
    EventQuery query =
        new EventQuery(
            given.texts("source"),
            Principal.of(context)::sees,
            given.texts("questionSet"),
            given.texts("question"),
            given.someOf("status", EventStatus.class),
            given.text("part"),
            given.text("text"),
            given.instant("from", Instant.EPOCH),
            given.instant("to", clock.instant()),
            given.text("after").map(Routes::cursor));
    int limit = limit(given, QueryParameters.DEFAULT_LIMIT);
    answers.slices(context, () -> new EventSlices(parts.queries().events(query, limit + 1), limit));
  }

  private static EventCursor cursor(String text) {
    return EventCursor.parse(text)
        .orElseThrow(() -> Problem.badRequest("after must be the next of a list of events"));
  }

  private void event(RoutingContext context, QueryParameters given) {
    String id = context.pathParam("id");
    Optional<String> source = given.text("source");
    Optional<Instant> at = given.instant("at");
    answers.json(
        context,
        () ->
            parts
                .queries()
                .event(id, source, at)
                .filter(event -> Principal.of(context).sees(event.getSourceId()))
                .map(EventJson::of)
                .orElseThrow(() -> noEvent(source.isPresent() && at.isPresent())));
  }

  /** The answer for an unknown event: without its source only the newest events were searched. */
  private static Problem noEvent(boolean placed) {
    return Problem.notFound(
        placed
            ? "no event of this id is known any more"
            : "no event of this id is among the newest 20,000;"
                + " with its source and createdAt, as source and at, older ones are found too");
  }

  private void alerts(RoutingContext context, QueryParameters given) {
    Optional<String> source = given.text("source");
    AlertDesk.Wanted wanted = given.oneOf("state", AlertDesk.Wanted.OPEN);
    int limit = limit(given, QueryParameters.MAX_LIMIT);
    answers.json(
        context, () -> parts.alerts().list(source, Principal.of(context)::sees, wanted, limit));
  }

  private void acknowledge(RoutingContext context) {
    String key = context.pathParam("key");
    context.response().setStatusCode(202);
    answers.json(context, () -> parts.alerts().acknowledge(key, Principal.of(context)::sees));
  }

  private void questionSets(RoutingContext context, QueryParameters given) {
    String after = given.text("after").orElse("");
    int limit = limit(given, QueryParameters.MAX_LIMIT);
    Principal principal = Principal.of(context);
    answers.json(context, () -> parts.questions().list(principal, after, limit));
  }

  private void questionSet(RoutingContext context) {
    String id = context.pathParam("id");
    Principal principal = Principal.of(context);
    answers.json(
        context,
        () -> {
          QuestionSet set = parts.questions().one(principal, id);
          context.response().putHeader(HttpHeaders.ETAG, "\"" + set.getVersion() + "\"");
          return QuestionSetJson.of(set);
        });
  }

  private void putQuestionSet(RoutingContext context) {
    String id = context.pathParam("id");
    String text = BodyLimit.body(context).toString(StandardCharsets.UTF_8);
    Principal principal = Principal.of(context);
    Optional<Integer> expected = expected(context);
    change(context, () -> parts.questions().put(principal, id, text, expected));
  }

  private void removeQuestionSet(RoutingContext context) {
    String id = context.pathParam("id");
    Principal principal = Principal.of(context);
    Optional<Integer> expected = expected(context);
    change(context, () -> parts.questions().remove(principal, id, expected));
  }

  /** Changes are slow, as they wait for Kafka. */
  private void change(RoutingContext context, Callable<JsonObject> change) {
    connections.follows(context.request().connection());
    changes
        .run(() -> change.call().toBuffer())
        .onSuccess(body -> answers.end(context, JSON, NOT_KEPT, body))
        .onFailure(context::fail);
  }

  /** The version that a question set must have. */
  private static Optional<Integer> expected(RoutingContext context) {
    return Optional.ofNullable(context.request().getHeader(HttpHeaders.IF_MATCH))
        .map(
            tag -> {
              if (!tag.matches("\"\\d{1,9}\"")) {
                throw Problem.badRequest(
                    "If-Match must be the ETag of a question set, such as \"3\"");
              }
              return Integer.valueOf(tag.substring(1, tag.length() - 1));
            });
  }

  private void stream(RoutingContext context, QueryParameters given) {
    Set<String> wanted = given.texts("source");
    Set<String> sources = Principal.of(context).seenOf(wanted);
    if (sources.isEmpty() && !wanted.isEmpty()) {
      throw Problem.notFound("no source is called " + String.join(", ", wanted));
    }
    FeedFilter filter =
        new FeedFilter(
            sources,
            given.texts("questionSet"),
            given.texts("question"),
            given.text("type").map(type -> given.oneOf("type", FeedType.ANALYSIS).topic),
            given.text("severity").map(severity -> given.oneOf("severity", Severity.INFO)));
    Optional<FeedPosition> after =
        Optional.ofNullable(context.request().getHeader("last-event-id"))
            .filter(id -> !id.isEmpty())
            .or(() -> given.text("after"))
            .map(Routes::position);
    if (HttpMethod.HEAD.equals(context.request().method())) {
      context.response().putHeader("content-type", "text/event-stream").end();
    } else {
      parts.streamClients().add(context, filter, after);
      connections.follows(context.request().connection());
    }
  }

  private static FeedPosition position(String text) {
    return FeedPosition.parse(text)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "after, or the header Last-Event-ID, must be the id of an event of this stream"));
  }

  /** What the feed tells of. */
  private enum FeedType {
    ANALYSIS(FeedTopic.EVENTS),
    ALERT(FeedTopic.ALERTS);

    private final FeedTopic topic;

    FeedType(FeedTopic topic) {
      this.topic = topic;
    }
  }

  private void metrics(RoutingContext context) {
    if (Principal.of(context).sources().isPresent()) {
      throw new Problem(403, "Forbidden", "the meters are of all sources; this key sees some");
    }
    answers.whole(
        context,
        "text/plain; version=0.0.4; charset=utf-8",
        () -> Buffer.buffer(parts.metrics().scrape()));
  }

  private static void health(RoutingContext context, Health.Answer answer) {
    context
        .response()
        .setStatusCode(answer.up() ? 200 : 503)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", NOT_KEPT)
        .end(answer.json().toBuffer());
  }

  private static int limit(QueryParameters given, int otherwise) {
    return given.number("limit", otherwise, 1, QueryParameters.MAX_LIMIT);
  }

  /** A source that may be seen; one that may not is as unknown as one that is not there. */
  private SourceView known(RoutingContext context, String id) {
    return Optional.of(id)
        .filter(Principal.of(context)::sees)
        .flatMap(parts.queries()::source)
        .orElseThrow(() -> Problem.notFound("no source is called " + id));
  }
}
