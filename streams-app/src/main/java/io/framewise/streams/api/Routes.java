package io.framewise.streams.api;

import io.framewise.streams.query.Account;
import io.framewise.streams.query.NotReadyException;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.query.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every route, and the handler of each. */
final class Routes {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  /** How many events are listed when nobody says. */
  static final int DEFAULT_LIMIT = 100;

  private static final int MAX_LIMIT = 1000;
  private static final int MAX_WAITING_FOR_PICTURES = 8;

  /** On the class path. A folder of this name in the working directory would win over it. */
  private static final String PAGE = "io/framewise/streams/page";

  private static final String PAGE_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

  private final Vertx vertx;
  private final ApiParts parts;
  private final BoundedWorker pictureWorker;

  Routes(Vertx vertx, ApiParts parts) {
    this.vertx = vertx;
    this.parts = parts;
    this.pictureWorker = new BoundedWorker(vertx, "pictures", MAX_WAITING_FOR_PICTURES);
  }

  /** The router: the table of contents of the API. */
  Router router(HostCheck hostCheck, Optional<AcrossInstances> acrossInstances) {
    Router router = Router.router(vertx);
    router.route().failureHandler(this::fail);
    router.errorHandler(404, context -> Problem.noSuchPage().writeTo(context.response()));
    router.errorHandler(405, context -> Problem.wrongMethod().writeTo(context.response()));
    router.route().handler(hostCheck);
    router.route().handler(Routes::secure);
    acrossInstances.ifPresent(across -> addOtherInstances(router, across));
    router.get(ApiRoute.SOURCES.path()).handler(this::sources);
    router.get(ApiRoute.SOURCE.path()).handler(this::source);
    router.get(ApiRoute.LATEST.path()).handler(this::latest);
    router.get(ApiRoute.LEDGER.path()).handler(this::ledger);
    router.get(ApiRoute.FRAME.path()).handler(this::frame);
    router.get(ApiRoute.EVENTS.path()).handler(this::events);
    router.get(ApiRoute.ALERTS.path()).handler(this::alerts);
    router.post(ApiRoute.ACKNOWLEDGE.path()).handler(new OriginCheck()).handler(this::acknowledge);
    router.get(ApiRoute.STREAM.path()).handler(this::stream);
    router
        .get(ApiRoute.LIVE.path())
        .handler(context -> answerHealth(context, parts.health().live()));
    router
        .get(ApiRoute.READY.path())
        .handler(context -> answerHealth(context, parts.health().ready()));
    router.get(ApiRoute.METRICS.path()).handler(this::metrics);
    router.get().handler(StaticHandler.create(PAGE).setMaxAgeSeconds(0));
    return router;
  }

  /** Each of these either answers, or leaves it to the handler of this instance. */
  private static void addOtherInstances(Router router, AcrossInstances across) {
    router.get(ApiRoute.SOURCE.path()).handler(across::ofSourceInPath);
    router.get(ApiRoute.LATEST.path()).handler(across::ofSourceInPath);
    router.get(ApiRoute.LEDGER.path()).handler(across::ofSourceInPath);
    router.get(ApiRoute.FRAME.path()).handler(across::ofSourceInPath);
    router.get(ApiRoute.SOURCES.path()).handler(across::sources);
    router.get(ApiRoute.EVENTS.path()).handler(across::events);
    router.get(ApiRoute.ALERTS.path()).handler(across::alerts);
    router.post(ApiRoute.ACKNOWLEDGE.path()).handler(new OriginCheck()).handler(across::change);
  }

  private static void secure(RoutingContext context) {
    context
        .response()
        .putHeader("content-security-policy", PAGE_POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cross-origin-resource-policy", "same-origin");
    context.next();
  }

  private void sources(RoutingContext context) {
    parameters(context, ApiRoute.SOURCES);
    answer(context, () -> SourceJson.list(parts.queries().sources()));
  }

  private void source(RoutingContext context) {
    parameters(context, ApiRoute.SOURCE);
    String id = context.pathParam("id");
    answer(context, () -> SourceJson.of(known(id)));
  }

  private void latest(RoutingContext context) {
    parameters(context, ApiRoute.LATEST);
    String id = context.pathParam("id");
    answer(
        context,
        () -> {
          known(id);
          return EventJson.list(parts.queries().latest(id)).put("sourceId", id);
        });
  }

  private void ledger(RoutingContext context) {
    QueryParameters given = parameters(context, ApiRoute.LEDGER);
    String id = context.pathParam("id");
    Optional<Span> span = given.span("from", "to");
    answer(
        context,
        () -> {
          SourceView known = known(id);
          return LedgerJson.of(
              parts.queries().account(id, span).orElseGet(() -> Account.empty(known, span)));
        });
  }

  private void frame(RoutingContext context) {
    parameters(context, ApiRoute.FRAME);
    String id = context.pathParam("id");
    pictureWorker
        .run(() -> Buffer.buffer(parts.pictures().newestJpeg(id)))
        .onSuccess(
            jpeg ->
                context
                    .response()
                    .putHeader("content-type", "image/jpeg")
                    .putHeader("cache-control", "no-store")
                    .end(jpeg))
        .onFailure(context::fail);
  }

  private void events(RoutingContext context) {
    QueryParameters given = parameters(context, ApiRoute.EVENTS);
    Optional<String> source = given.text("source");
    Instant from = given.instant("from", Instant.EPOCH);
    Instant to = given.instant("to", Instant.now());
    int limit = given.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    answer(context, () -> EventJson.list(parts.queries().events(source, from, to, limit)));
  }

  private void alerts(RoutingContext context) {
    QueryParameters given = parameters(context, ApiRoute.ALERTS);
    Optional<String> source = given.text("source");
    AlertDesk.Wanted wanted = given.oneOf("state", AlertDesk.Wanted.OPEN);
    answer(context, () -> parts.alerts().list(source, wanted));
  }

  private void acknowledge(RoutingContext context) {
    parameters(context, ApiRoute.ACKNOWLEDGE);
    String key = context.pathParam("key");
    context.response().setStatusCode(202);
    answer(context, () -> parts.alerts().acknowledge(key));
  }

  private void stream(RoutingContext context) {
    parameters(context, ApiRoute.STREAM);
    parts.streamClients().add(context.response());
  }

  private void metrics(RoutingContext context) {
    blocking(
        context,
        parts.metrics()::scrape,
        text ->
            context
                .response()
                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                .end(text));
  }

  private static void answerHealth(RoutingContext context, Health.Answer answer) {
    context
        .response()
        .setStatusCode(answer.up() ? 200 : 503)
        .putHeader("content-type", "application/json")
        .end(
            new JsonObject()
                .put("status", answer.up() ? "up" : "down")
                .put("detail", answer.detail())
                .toBuffer());
  }

  private SourceView known(String id) {
    return parts
        .queries()
        .source(id)
        .orElseThrow(() -> Problem.notFound("no source is called " + id));
  }

  private static QueryParameters parameters(RoutingContext context, ApiRoute route) {
    return new QueryParameters(context.queryParams(), route.parameters());
  }

  private void answer(RoutingContext context, Callable<JsonObject> query) {
    blocking(
        context,
        query,
        json ->
            context
                .response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(json.toBuffer()));
  }

  private interface Writer<T> {
    void write(T value);
  }

  private <T> void blocking(RoutingContext context, Callable<T> read, Writer<T> writer) {
    vertx.executeBlocking(read, false).onSuccess(writer::write).onFailure(context::fail);
  }

  private void fail(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof Problem problem) {
      problem.writeTo(context.response());
    } else if (failure instanceof NotReadyException notReady) {
      Problem.notReady(notReady.getMessage() + "; try again in a moment")
          .writeTo(context.response());
    } else if (isRefusedByTheRouter(context)) {
      Problem.refused(context.statusCode()).writeTo(context.response());
    } else {
      LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), failure);
      Problem.internal().writeTo(context.response());
    }
  }

  /** Whether the request was found wanting before any handler here saw it. */
  private static boolean isRefusedByTheRouter(RoutingContext context) {
    boolean router = context.failure() == null || context.failure() instanceof HttpException;
    return router && context.statusCode() >= 400 && context.statusCode() < 500;
  }
}
