package io.framewise.streams.api;

import java.util.Set;

/**
 * The catalogue of routes, all but one GET. The router is built from it and docs/api.md is rendered
 * from it.
 */
enum ApiRoute {
  SOURCES(
      "/v1/sources",
      "",
      "Every source: state, newest frame, and how its frames and windows ended."),
  SOURCE("/v1/sources/:id", "", "One source."),
  LATEST("/v1/sources/:id/latest", "", "The newest event of each question set about a source."),
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
      "source, from, to, limit",
      "Events, newest first, as far back as `streams.event-history`: of one source or all, made between two ISO 8601 times, at most `limit` (100, up to 1000)."),
  ALERTS(
      "/v1/alerts",
      "source, state",
      "The newest state of each alert, of one source or all: `state=open` (the default), `cleared` or `all`."),
  ACKNOWLEDGE(
      "/v1/alerts/:key/acknowledge",
      "",
      "With POST: acknowledges an open alert, which ends its escalation. 202 with the alert as it was; the change follows on the stream. 409 when it is cleared already."),
  STREAM(
      "/v1/stream",
      "",
      "Events as they are committed, as server-sent events: `analysis` with an event, `alert` with an alert that has changed, `gap` with a count when this client was too slow."),
  LIVE("/health/live", "", "200 while a restart would not help, else 503."),
  READY("/health/ready", "", "200 when frames are processed and queries are answered, else 503."),
  METRICS("/metrics", "", "Prometheus text format.");

  private final String path;
  private final String parameters;
  private final String doc;

  ApiRoute(String path, String parameters, String doc) {
    this.path = path;
    this.parameters = parameters;
    this.doc = doc;
  }

  String path() {
    return path;
  }

  /** Names of the query parameters that it knows; any other is refused. */
  Set<String> parameters() {
    return parameters.isEmpty() ? Set.of() : Set.of(parameters.split(", ", -1));
  }

  String doc() {
    return doc;
  }
}
