package io.framewise.streams.api.peers;

import io.framewise.streams.api.http.AnswerSlots;
import io.framewise.streams.api.http.Answers;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.http.QueryParameters;
import io.framewise.streams.api.peers.Peers.Reply;
import io.framewise.streams.query.Queries;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets every instance answer for all sources. A request about one source goes to the instance that
 * has it; if that does not answer, a standby copy is used and the answer says {@code stale}. A
 * request for a list goes to all instances, this one included; those that do not answer are named
 * as {@code missing}. A request from another instance, or to the only instance, is answered from
 * here alone.
 */
public final class AcrossInstances {

  private static final Logger LOG = LoggerFactory.getLogger(AcrossInstances.class);

  private static final int SERVER_ERRORS = 500;

  /** How long to wait for state that is being moved; usually it takes a tenth of a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Merging holds the answers of all instances in memory. */
  private static final int MAX_MERGES = 8;

  /** Each holds the answer of another instance in memory. */
  private static final int MAX_PASSED_ON = 64;

  private final Vertx vertx;
  private final Peers peers;
  private final Queries queries;
  private final SourceSearch search;
  private final Answers answers;
  private final AnswerSlots merges =
      new AnswerSlots(MAX_MERGES, "too many lists of all instances are under way");
  private final AnswerSlots passedOn =
      new AnswerSlots(MAX_PASSED_ON, "too many requests to other instances are under way");

  public AcrossInstances(Vertx vertx, Peers peers, Queries queries, Answers answers) {
    this.vertx = vertx;
    this.peers = peers;
    this.queries = queries;
    this.search = new SourceSearch(vertx, peers, PATIENCE, System::nanoTime);
    this.answers = answers;
  }

  /** For routes with a source in the path. */
  public void ofSourceInPath(RoutingContext context) {
    ofSource(context, context.pathParam("id"));
  }

  public void sources(RoutingContext context) {
    int limit = limit(context, QueryParameters.MAX_LIMIT);
    list(context, context.request().uri(), answers -> AllInstances.sources(answers, limit));
  }

  public void events(RoutingContext context) {
    int limit = limit(context, QueryParameters.DEFAULT_LIMIT);
    list(context, context.request().uri(), answers -> AllInstances.events(answers, limit));
  }

  /**
   * Asks for alerts in all states, because a standby copy may still have an alert as open that was
   * cleared meanwhile.
   */
  public void alerts(RoutingContext context) {
    String wanted = context.request().getParam("state", "open");
    int limit = limit(context, QueryParameters.MAX_LIMIT);
    list(
        context,
        withStateAll(context.request().path(), context.queryParams()),
        answers -> AllInstances.alerts(answers, wanted, limit));
  }

  /**
   * The same address with another value of {@code state}; the other parameters are kept whatever
   * they contain.
   */
  static String withStateAll(String path, MultiMap parameters) {
    QueryStringEncoder address = new QueryStringEncoder(path);
    parameters.entries().stream()
        .filter(parameter -> !"state".equals(parameter.getKey()))
        .forEach(parameter -> address.addParam(parameter.getKey(), parameter.getValue()));
    address.addParam("state", "all");
    return address.toString();
  }

  /** A value that is no number is left to the instances, which refuse it. */
  private static int limit(RoutingContext context, int otherwise) {
    try {
      String limit = context.request().getParam("limit");
      return limit == null ? otherwise : Integer.parseInt(limit);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * All instances are asked, even for a list of one source, because a producer with a partitioner
   * of its own may have written the source to any partition.
   */
  private void list(
      RoutingContext context, String uri, Function<List<JsonObject>, JsonObject> merge) {
    if (isAnsweredHere(context) || peers.others().isEmpty()) {
      here(context);
    } else {
      gather(context, uri, merge);
    }
  }

  /** For requests that only one instance can answer, when it is not known which. */
  public void ofWhoKnows(RoutingContext context) {
    if (isAnsweredHere(context) || peers.others().isEmpty()) {
      here(context);
      return;
    }
    passedOn.enter(context);
    HttpMethod asked = context.request().method();
    HttpMethod method = asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked;
    sendFirst(
        context,
        first(
            peers.everyone().iterator(), PeerRequest.of(context, method, context.request().uri())));
  }

  /** The answer of the first instance that can answer, else that of the last one. */
  private Future<Reply> first(Iterator<HostInfo> hosts, PeerRequest request) {
    return peers
        .ask(hosts.next(), request)
        .transform(
            (reply, failure) -> {
              if (reply != null && (SourceSearch.isKnown(reply) || !hosts.hasNext())) {
                return Future.succeededFuture(reply);
              }
              return hosts.hasNext() ? first(hosts, request) : Future.failedFuture(failure);
            });
  }

  private void sendFirst(RoutingContext context, Future<Reply> found) {
    found.onSuccess(reply -> send(context, reply)).onFailure(e -> context.fail(nobody()));
  }

  private static Problem nobody() {
    return Problem.notReady("no instance answers; try again in a moment");
  }

  private static boolean isAnsweredHere(RoutingContext context) {
    return context.request().headers().contains(Peers.HOP);
  }

  private void here(RoutingContext context) {
    if (!peers.isSettled()) {
      context.response().putHeader(Peers.STALE, "1");
    }
    context.next();
  }

  private void ofSource(RoutingContext context, String sourceId) {
    if (isAnsweredHere(context) || (peers.owner(sourceId).isEmpty() && queries.isHere(sourceId))) {
      here(context);
      return;
    }
    passedOn.enter(context);
    search
        .find(sourceId, PeerRequest.of(context, HttpMethod.GET, context.request().uri()))
        .onSuccess(reply -> send(context, reply))
        .onFailure(context::fail);
  }

  private void gather(
      RoutingContext context, String uri, Function<List<JsonObject>, JsonObject> merge) {
    merges.enter(context);
    PeerRequest request = PeerRequest.of(context, HttpMethod.GET, uri);
    Map<HostInfo, Future<Reply>> asked = new LinkedHashMap<>();
    peers.everyone().forEach(host -> asked.put(host, peers.ask(host, request)));
    Future.join(List.copyOf(asked.values()))
        .onComplete(
            all ->
                vertx
                    .executeBlocking(() -> merged(asked, merge), false)
                    .onSuccess(reply -> send(context, reply))
                    .onFailure(context::fail));
  }

  /** Parses and merges off the event loop, since that may take long. */
  private static Reply merged(
      Map<HostInfo, Future<Reply>> asked, Function<List<JsonObject>, JsonObject> merge) {
    List<JsonObject> answers = new ArrayList<>();
    JsonArray missing = new JsonArray();
    boolean stale = false;
    for (Map.Entry<HostInfo, Future<Reply>> one : asked.entrySet()) {
      Reply reply = one.getValue().result();
      if (reply != null && reply.isOk()) {
        answers.add(reply.body().toJsonObject());
        stale |= reply.stale();
      } else if (reply != null && reply.status() < SERVER_ERRORS) {
        return reply; // a request that no instance takes
      } else {
        LOG.debug("{} does not answer", one.getKey());
        missing.add(one.getKey().host() + ":" + one.getKey().port());
      }
    }
    if (answers.isEmpty()) {
      throw nobody();
    }
    JsonObject merged = merge.apply(answers);
    if (!missing.isEmpty() || stale) {
      merged.put("stale", true).put("missing", missing);
    }
    return new Reply(200, "application/json", false, merged.toBuffer());
  }

  private void send(RoutingContext context, Reply reply) {
    boolean json = "application/json".equals(reply.contentType());
    if (reply.stale()) {
      context.response().putHeader(Peers.STALE, "1");
    }
    context.response().setStatusCode(reply.status());
    answers.end(
        context,
        reply.contentType(),
        "no-store",
        reply.stale() && json
            ? reply.body().toJsonObject().put("stale", true).toBuffer()
            : reply.body());
  }
}
