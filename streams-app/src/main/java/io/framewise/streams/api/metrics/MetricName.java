package io.framewise.streams.api.metrics;

/** The catalogue of this deployable's own meters. */
public enum MetricName {
  FRAMES(
      "framewise.frames",
      "Frames by how they ended, per source. The sum over all endings is what was received, less the frames whose ending is not known yet."),
  RECEIVED("framewise.frames.received", "Records on the frames topics, per source."),
  OPEN_FRAMES("framewise.frames.open", "Frames whose ending is not known yet, per source."),
  WINDOWS(
      "framewise.windows",
      "Windows by how they ended, per source. The sum over all endings is what was opened, less the open ones."),
  OPENED_WINDOWS("framewise.windows.opened", "Windows that got a first frame, per source."),
  OPEN_WINDOWS("framewise.windows.open", "Windows without an event yet, per source."),
  REQUESTS("framewise.requests", "Requests sent to the workers, per source."),
  EXTRA_COMPLETIONS(
      "framewise.completions.extra",
      "Completions of requests that had ended, second deliveries and late ones, per source."),
  OPEN_REQUESTS("framewise.requests.open", "Requests without an event yet, per source."),
  ALERTS_RAISED("framewise.alerts.raised", "Alerts that were raised, per source."),
  OPEN_ALERTS("framewise.alerts.open", "Alerts that are open, per source."),
  EVENT_LATENCY(
      "framewise.event.latency",
      "Seconds from the capture of the last frame looked at to the event, as a histogram. Counted by the instance that has the source."),
  QUEUE_TIME("framewise.queue.time", "Seconds that a request waited for a worker, as a histogram."),
  WORK_TIME(
      "framewise.work.time",
      "Seconds that a worker took, as a histogram: fetch, preprocess, vision, prefill and decode."),
  STREAM_CLIENTS("framewise.stream.clients", "Clients that follow the event stream."),
  FAILED_THREADS(
      "framewise.topology.threads.failed",
      "Threads of the topology that have died since the start; each was replaced, or the process ended."),
  STATE_DISK("framewise.state.disk.bytes", "Size of the disk on which the local state lies."),
  STATE_FREE("framewise.state.free.bytes", "Bytes of that disk that are free for the local state.");

  private final String key;
  private final String doc;

  MetricName(String key, String doc) {
    this.key = key;
    this.doc = doc;
  }

  public String key() {
    return key;
  }

  public String doc() {
    return doc;
  }
}
