package io.framewise.streams.api;

import io.framewise.streams.api.Peers.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every instance answer for all sources. A request about one source goes to the instance that
 * has it; where that does not answer, the copy that is here does, and says {@code stale}. A list is
 * asked of all instances, this one included; those that did not answer are named as {@code
 * missing}. What is asked by another instance, or of the only one, is answered here as it is.
 */
final class AcrossInstances {

  private static final Logger LOG = LoggerFactory.getLogger(AcrossInstances.class);

  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERRORS = 500;

  private final Peers peers;

  AcrossInstances(Peers peers) {
    this.peers = peers;
  }

  /** For routes with a source in the path. */
  void ofSourceInPath(RoutingContext context) {
    ofSource(context, context.pathParam("id"));
  }

  void sources(RoutingContext context) {
    list(context, context.request().uri(), AllInstances::sources);
  }

  void events(RoutingContext context) {
    int limit = number(context.request().getParam("limit"));
    list(context, context.request().uri(), answers -> AllInstances.events(answers, limit));
  }

  /** Asks for alerts in any state: a copy may still have one as open that is cleared by now. */
  void alerts(RoutingContext context) {
    String uri = context.request().uri();
    String wanted = context.request().getParam("state", "open");
    String any =
        context.request().getParam("state") == null
            ? uri + (uri.contains("?") ? "&" : "?") + "state=all"
            : uri.replace("state=open", "state=all").replace("state=cleared", "state=all");
    list(context, any, answers -> AllInstances.alerts(answers, wanted));
  }

  /** What is no number is refused by whoever is asked. */
  private static int number(String limit) {
    try {
      return limit == null ? Routes.DEFAULT_LIMIT : Integer.parseInt(limit);
    } catch (NumberFormatException e) {
      return Routes.DEFAULT_LIMIT;
    }
  }

  /**
   * A list is asked of all, even where it is narrowed to one source: a producer that chooses
   * partitions in its own way may have put that source anywhere.
   */
  private void list(
      RoutingContext context, String uri, Function<List<JsonObject>, JsonObject> merge) {
    if (isAnsweredHere(context) || peers.others().isEmpty()) {
      here(context);
    } else {
      gather(context, uri, merge);
    }
  }

  /** For a change: the instance that knows what it is about makes it. */
  void change(RoutingContext context) {
    if (isAnsweredHere(context) || peers.others().isEmpty()) {
      here(context);
      return;
    }
    HttpMethod method = context.request().method();
    sendFirst(context, first(everyone().iterator(), method, context.request().uri()));
  }

  /** The answer of the first instance that knows what is asked for, else of the last. */
  private Future<Reply> first(Iterator<HostInfo> hosts, HttpMethod method, String uri) {
    return peers
        .ask(hosts.next(), method, uri)
        .transform(
            (reply, failure) -> {
              if (reply != null && (isKnown(reply) || !hosts.hasNext())) {
                return Future.succeededFuture(reply);
              }
              return hosts.hasNext() ? first(hosts, method, uri) : Future.failedFuture(failure);
            });
  }

  private static boolean isKnown(Reply reply) {
    return reply.status() < SERVER_ERRORS && reply.status() != NOT_FOUND;
  }

  private static void sendFirst(RoutingContext context, Future<Reply> found) {
    found
        .onSuccess(reply -> send(context.response(), reply))
        .onFailure(e -> context.fail(nobody()));
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
    Optional<HostInfo> owner = isAnsweredHere(context) ? Optional.empty() : peers.owner(sourceId);
    if (owner.isEmpty()) {
      here(context);
      return;
    }
    String uri = context.request().uri();
    sendFirst(
        context,
        peers
            .ask(owner.get(), HttpMethod.GET, uri)
            .transform(
                (reply, failure) ->
                    reply != null && isKnown(reply)
                        ? Future.succeededFuture(reply)
                        : first(everyone().iterator(), HttpMethod.GET, uri)
                            .map(AcrossInstances::asStale)));
  }

  private static Reply asStale(Reply copy) {
    return new Reply(copy.status(), copy.contentType(), copy.isOk(), copy.body());
  }

  private List<HostInfo> everyone() {
    List<HostInfo> hosts = new ArrayList<>();
    hosts.add(peers.self());
    hosts.addAll(peers.others());
    return hosts;
  }

  private void gather(
      RoutingContext context, String uri, Function<List<JsonObject>, JsonObject> merge) {
    Map<HostInfo, Future<Reply>> asked = new LinkedHashMap<>();
    everyone().forEach(host -> asked.put(host, peers.ask(host, HttpMethod.GET, uri)));
    Future.join(List.copyOf(asked.values())).onComplete(all -> sendMerged(context, asked, merge));
  }

  private static void sendMerged(
      RoutingContext context,
      Map<HostInfo, Future<Reply>> asked,
      Function<List<JsonObject>, JsonObject> merge) {
    List<JsonObject> answers = new ArrayList<>();
    JsonArray missing = new JsonArray();
    boolean stale = false;
    for (Map.Entry<HostInfo, Future<Reply>> one : asked.entrySet()) {
      Reply reply = one.getValue().result();
      if (reply != null && reply.isOk()) {
        answers.add(reply.body().toJsonObject());
        stale |= reply.stale();
      } else if (reply != null && reply.status() < SERVER_ERRORS) {
        send(context.response(), reply); // a request that no instance takes
        return;
      } else {
        LOG.debug("{} does not answer", one.getKey());
        missing.add(one.getKey().host() + ":" + one.getKey().port());
      }
    }
    if (answers.isEmpty()) {
      context.fail(nobody());
      return;
    }
    JsonObject merged = merge.apply(answers);
    if (!missing.isEmpty() || stale) {
      merged.put("stale", true).put("missing", missing);
    }
    send(context.response(), new Reply(200, "application/json", false, merged.toBuffer()));
  }

  private static void send(HttpServerResponse response, Reply reply) {
    boolean json = "application/json".equals(reply.contentType());
    if (reply.stale()) {
      response.putHeader(Peers.STALE, "1");
    }
    response
        .setStatusCode(reply.status())
        .putHeader("content-type", reply.contentType())
        .putHeader("cache-control", "no-store")
        .end(
            reply.stale() && json
                ? reply.body().toJsonObject().put("stale", true).toBuffer()
                : reply.body());
  }
}
