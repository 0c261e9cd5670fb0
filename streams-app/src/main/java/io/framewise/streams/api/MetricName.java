package io.framewise.streams.api;

/** The catalogue of this deployable's own meters. */
enum MetricName {
  FRAMES(
      "framewise.frames",
      "Frames by how they ended, per source. The sum over all endings is what was received, less the frames whose ending is not known yet."),
  WINDOWS("framewise.windows", "Windows by how they ended, per source."),
  OPEN_REQUESTS("framewise.requests.open", "Requests without an event yet, per source."),
  ALERTS_RAISED("framewise.alerts.raised", "Alerts that were raised, per source."),
  OPEN_ALERTS("framewise.alerts.open", "Alerts that are open, per source."),
  STREAM_CLIENTS("framewise.stream.clients", "Clients that follow the event stream.");

  private final String key;
  private final String doc;

  MetricName(String key, String doc) {
    this.key = key;
    this.doc = doc;
  }

  String key() {
    return key;
  }

  String doc() {
    return doc;
  }
}
