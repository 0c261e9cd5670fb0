package io.framewise.streams.api.routes;

import io.framewise.streams.api.access.Access;
import io.framewise.streams.api.http.BodyLimit;
import io.framewise.streams.api.http.Connections;
import io.framewise.streams.api.http.HostCheck;
import io.framewise.streams.api.http.HttpDate;
import io.framewise.streams.api.http.OriginCheck;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.http.QueryParameters;
import io.framewise.streams.api.http.Taken;
import io.framewise.streams.api.peers.AcrossInstances;
import io.framewise.streams.query.NotReadyException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each request through the checks to the handler of its route, and turns failures into
 * answers.
 */
public final class ApiRouter {

  private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);

  /** So many of the largest bodies are held at once, or more smaller ones. */
  private static final int MOST_KEPT = 4;

  private static final int MAX_SET_BYTES = 256 * 1024;

  /** On the class path. A folder of this name in the working directory would be used instead. */
  private static final String PAGE = "io/framewise/streams/page";

  private static final String PAGE_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

  /** Paths below these are routes only; they are never files of the page. */
  private static final List<String> ROUTES_ONLY = List.of("/v1/*", "/health/*");

  private final Vertx vertx;
  private final Routes routes;
  private final Connections<HttpConnection> connections;
  private final int maxAskBytes;
  private final Access access;

  /**
   * A router.
   *
   * @param maxAskBytes the largest body of a question, its pictures included
   */
  public ApiRouter(
      Vertx vertx,
      Routes routes,
      Connections<HttpConnection> connections,
      int maxAskBytes,
      Access access) {
    this.access = access;
    this.vertx = vertx;
    this.routes = routes;
    this.connections = connections;
    this.maxAskBytes = maxAskBytes;
  }

  public Router router(HostCheck hostCheck, Optional<AcrossInstances> acrossInstances) {
    Router router = Router.router(vertx);
    router.route().failureHandler(ApiRouter::fail);
    router.errorHandler(404, context -> Problem.noSuchPage().writeTo(context.response()));
    router.route().handler(ApiRouter::decorate);
    router.route().handler(new BodyLimit(vertx, this::keeps, (long) MOST_KEPT * maxAskBytes));
    router.route().handler(this::follow);
    router.route().handler(hostCheck);
    Stream.of(ApiRoute.values()).forEach(route -> add(router, route, acrossInstances));
    for (ApiRoute route : ApiRoute.values()) {
      router.route(route.path()).handler(context -> refuseMethod(context, route));
    }
    ROUTES_ONLY.forEach(
        path -> router.route(path).handler(context -> context.fail(Problem.noSuchPage())));
    router.route().handler(ApiRouter::admitToThePage);
    router.route().handler(StaticHandler.create(PAGE).setMaxAgeSeconds(0));
    return router;
  }

  /** The largest body that is kept of a request; of whoever is not known none is. */
  private int keeps(RoutingContext context) {
    HttpMethod method = context.request().method();
    String path = context.normalizedPath();
    if (method.equals(HttpMethod.POST) && path.equals(ApiRoute.ASK.path())) {
      return access.knows(context) ? maxAskBytes : 0;
    }
    boolean puts =
        method.equals(HttpMethod.PUT) && path.startsWith(ApiRoute.QUESTION_SETS.path() + "/");
    return puts && access.knows(context) ? Math.min(MAX_SET_BYTES, maxAskBytes) : 0;
  }

  /** All steps of a route in one, as each that is looked at costs every request a little. */
  private void add(Router router, ApiRoute route, Optional<AcrossInstances> acrossInstances) {
    Route steps = router.route(route.path());
    Stream.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)
        .filter(route::takes)
        .forEach(steps::method);
    route.scope().ifPresent(scope -> steps.handler(context -> access.admit(context, scope)));
    steps.handler(context -> requireParameters(context, route));
    if (route.changes()) {
      steps.handler(new OriginCheck());
    }
    acrossInstances.flatMap(across -> ofOthers(route, across)).ifPresent(steps::handler);
    steps.handler(context -> routes.handle(route, context));
  }

  /** Either answers or passes the request to the handler of this instance. */
  private static Optional<Handler<RoutingContext>> ofOthers(
      ApiRoute route, AcrossInstances across) {
    return switch (route) {
      case SOURCE, LATEST, LEDGER, FRAME -> Optional.of(across::ofSourceInPath);
      case SOURCES -> Optional.of(across::sources);
      case EVENTS -> Optional.of(across::events);
      case ALERTS -> Optional.of(across::alerts);
      case EVENT, ACKNOWLEDGE -> Optional.of(across::ofWhoKnows);
      default -> Optional.empty();
    };
  }

  /**
   * Tells {@link Connections} about the request and its answer. A request waits until the answer to
   * the previous request on its connection has been taken.
   */
  private void follow(RoutingContext context) {
    HttpConnection connection = context.request().connection();
    Taken.by(connection)
        .onSuccess(
            free -> {
              connections.asked(connection);
              context.addEndHandler(
                  ended ->
                      Taken.by(connection).onSuccess(taken -> connections.answered(connection)));
              context.next();
            });
  }

  private static void decorate(RoutingContext context) {
    context
        .response()
        .putHeader("content-security-policy", PAGE_POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cross-origin-resource-policy", "same-origin")
        .putHeader(HttpHeaders.DATE, HttpDate.of(Instant.now()));
    context.next();
  }

  private static void requireParameters(RoutingContext context, ApiRoute route) {
    QueryParameters.check(context.queryParams(), route.parameters());
    context.next();
  }

  /** The page is only read. */
  private static void admitToThePage(RoutingContext context) {
    if (ApiRoute.SOURCES.takes(context.request().method())) {
      context.next();
    } else {
      refuseMethod(context, ApiRoute.SOURCES);
    }
  }

  /** Answers an OPTIONS request, and refuses any other: no route of the address takes it. */
  private static void refuseMethod(RoutingContext context, ApiRoute route) {
    HttpServerResponse response = context.response().putHeader(HttpHeaders.ALLOW, route.allow());
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      response.setStatusCode(204).end();
    } else {
      throw Problem.wrongMethod(route.allow());
    }
  }

  private static void fail(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof Problem problem) {
      problem.writeTo(context.response());
    } else if (failure instanceof NotReadyException notReady) {
      Problem.notReady(notReady.getMessage() + "; try again in a moment")
          .writeTo(context.response());
    } else if (context.request().authority() == null) {
      HostCheck.malformed().writeTo(context.response()); // Vert.x refuses it with a trace
    } else if (isRefusedByTheRouter(context)) {
      Problem.refused(context.statusCode()).writeTo(context.response());
    } else {
      LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), failure);
      Problem.internal().writeTo(context.response());
    }
  }

  /** Whether Vert.x has refused the request before any of these handlers. */
  private static boolean isRefusedByTheRouter(RoutingContext context) {
    boolean router = context.failure() == null || context.failure() instanceof HttpException;
    return router && context.statusCode() >= 400 && context.statusCode() < 500;
  }
}
