package io.framewise.streams.api.routes;

import io.framewise.streams.api.access.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalogue of routes, nearly all GET; an address has one for each method. The router is built
 * from it and docs/api.md is rendered from it.
 */
public enum ApiRoute {
  SOURCES(
      "/v1/sources",
      "after, limit",
      "The sources in the order of their ids, at most `limit` (1000, up to 1000): state, newest frame, which question sets ask about it, and how its frames and windows ended. When there are more, `next` is the `after` of the next page."),
  SOURCE("/v1/sources/:id", "", "One source."),
  LATEST(
      "/v1/sources/:id/latest",
      "",
      "The newest event of each question set that asks about a source now."),
  LEDGER(
      "/v1/sources/:id/ledger",
      "from, to",
      "How each frame and each window of a source ended, and whether the sums agree: of its whole life, or of the minutes between two ISO 8601 times of capture, as far back as `streams.event-history`; the answer says which minutes. A frame counts in the minute of its capture, a window in that of its start."),
  FRAME(
      "/v1/sources/:id/frame.jpg",
      "t",
      "The newest frame of a source as JPEG. `t` means nothing; a page changes it to ask anew."),
  EVENTS(
      "/v1/events",
      "source, from, to, limit, after, part, question, questionSet, status, text",
      "Events, newest first, as far back as `streams.event-history`: of some sources or all, made between two ISO 8601 times, at most `limit` (100, up to 1000) and at most 4 MiB of them. `source`, `questionSet`, `question` (one that was answered) and `status` (such as `answered,invalid`) take several with commas between them; `part` is what was looked at, and `text` stands in an answer, in whatever case. When there may be older ones, `more` is true: go on with `after` = `next`. A search that finds little ends after 20,000 events, even with an empty list; it goes on the same way."),
  EVENT(
      "/v1/events/:id",
      "source, at",
      "One event, with its frames; `href` of an event is this address. Without `source` and `at`, the event's source and `createdAt`, only the newest 20,000 events of an instance are looked through, as many of each source."),
  EVENT_FRAME(
      "/v1/frames/:ref.jpg",
      "",
      "The frame of a `ref` (topic-partition@offset, on frames topics only) as JPEG: `href` of an event's frames is this address. 410 when its topic no longer has it. Any instance answers."),
  ALERTS(
      "/v1/alerts",
      "source, state, limit",
      "The newest state of each alert, of one source or all: `state=open` (the default), `cleared` or `all`; at most `limit` (1000, up to 1000), in the order of their keys. `more` is true when there are others: listed are the open ones before the cleared, the gravest of them, and of those the ones that changed last."),
  ACKNOWLEDGE(
      Method.POST,
      "/v1/alerts/:key/acknowledge",
      "",
      "Acknowledges an open alert, which ends its escalation. 202 with the alert as it was; the change follows on the stream. 409 when it is cleared already."),
  ASK(
      Method.POST,
      "/v1/ask",
      "",
      "Asks a question on the spot and answers with its event, which is on the topic of events and in the history too. The body is a JSON object: `question`; `source`, whose newest frame is looked at, or with `last` (such as `10s`, up to 2m) up to `frames` (4, up to 32) of that time; or `pictures`, up to 8 in base64, and their `domain` (`video`, `screen` or `inspection`); `answer` with `choices` and `jsonSchema` as question sets have them; `maxNewTokens`, `maxTiles`, `deadline` (`20s`, up to 5m). With `Accept: text/event-stream` the answer is two server-sent events, `asked` and `answer`. An answer that takes longer than 15 s begins with blanks, so that the connection stays open. 404 when the source has no frame, 504 when no event came."),
  QUESTION_SETS(
      "/v1/question-sets",
      "after, limit",
      "The question sets in the order of their ids, at most `limit` (1000, up to 1000), with `state` (`in_force`, `disabled` or `not_in_force`, then `problems` says why) and `definition`, which has the keys of a settings file (docs/configuration.md). When there are more, `next` is the `after` of the next page."),
  QUESTION_SET("/v1/question-sets/:id", "", "One question set. `ETag` is its version."),
  PUT_QUESTION_SET(
      Method.PUT,
      "/v1/question-sets/:id",
      "",
      "Puts a question set in force, a new one or another version. The body is its `definition`, JSON or YAML, at most 256 KiB; `version` is counted here. It answers what differs from before, and the version; the same definition again changes nothing. With `If-Match` and an `ETag` only if nobody has changed it meanwhile, else 412. A change is in force within five seconds."),
  REMOVE_QUESTION_SET(
      Method.DELETE,
      "/v1/question-sets/:id",
      "",
      "Removes a question set: it is asked no more, its open windows are shed and its open alerts cleared. One that also stands in the streams app's settings file comes back when that starts again. `If-Match` as with PUT."),
  STREAM(
      "/v1/stream",
      "after, question, questionSet, severity, source, type",
      "Events as they are committed, as server-sent events: `analysis` with an event, `alert` with an alert that has changed. The `id` of each is the position in the feed; who comes back with the last one, in the header `Last-Event-ID` or as `after`, is told first what came since then. `gap` says that something is missing: `dropped` counts it where that is known, `from` and `to` are its bounds, and `reason` is `slow` (this client did not read; coming back with `from` as `after` brings it) or `retention` (the topics no longer have it; of alerts they always have the newest states). `source`, `questionSet` and `question` take up to 100 ids with commas between them, `type` is `analysis` or `alert`, `severity` leaves out alerts that are less severe."),
  OPEN_API("/v1/openapi.json", "", "This API as an OpenAPI document, version 3.1, for programs."),
  LIVE("/health/live", "", "200 while a restart would not help, else 503."),
  READY(
      "/health/ready",
      "",
      "200 while frames are processed and requests are answered, else 503. `detail` names the cause: the topology, with a state that is not restored any further, Kafka, or the workers - none is there though requests wait, or none has answered for 20 s while requests expired."),
  QUERIES(
      "/health/queries",
      "",
      "200 while queries are answered, whether workers live or not, else 503: for a load balancer before the API."),
  METRICS("/metrics", "", "Prometheus text format.");

  /** The methods of routes; those of Vert.x are no enum. */
  private enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  private final Method method;
  private final String path;
  private final String parameters;
  private final String doc;

  ApiRoute(String path, String parameters, String doc) {
    this(Method.GET, path, parameters, doc);
  }

  ApiRoute(Method method, String path, String parameters, String doc) {
    this.method = method;
    this.path = path;
    this.parameters = parameters;
    this.doc = doc;
  }

  /** The method that it takes; with GET also HEAD. */
  public HttpMethod method() {
    return HttpMethod.valueOf(method.name());
  }

  /** Whether it changes something. */
  public boolean changes() {
    return method != Method.GET;
  }

  /** What a key must allow; empty where none is needed: who watches processes has no key. */
  public Optional<Scope> scope() {
    return switch (this) {
      case LIVE, READY, QUERIES, OPEN_API -> Optional.empty();
      case ASK -> Optional.of(Scope.ASK);
      case ACKNOWLEDGE, PUT_QUESTION_SET, REMOVE_QUESTION_SET -> Optional.of(Scope.ADMIN);
      default -> Optional.of(Scope.READ);
    };
  }

  /** Whether it takes a method. */
  boolean takes(HttpMethod asked) {
    return asked.equals(method()) || (asked.equals(HttpMethod.HEAD) && !changes());
  }

  /** The methods that its address takes, as the header {@code Allow} lists them. */
  public String allow() {
    return Stream.of(values())
        .filter(route -> route.path.equals(path))
        .map(route -> route.changes() ? route.method.name() : "GET, HEAD")
        .collect(Collectors.joining(", ", "", ", OPTIONS"));
  }

  public String path() {
    return path;
  }

  /** Names of the query parameters that it knows; any other is refused. */
  public Set<String> parameters() {
    return parameters.isEmpty() ? Set.of() : Set.of(parameters.split(", ", -1));
  }

  public String doc() {
    return doc;
  }
}
