package io.framewise.lab.pipeline;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.streams.StreamsApp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * After an outage: frames of many sources lie on the topic, more than the app reads within two
 * deadlines, and all settings are the defaults. How many of their windows are answered, and how
 * long it takes.
 */
final class BacklogBench {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final long LOOK_MS = 200;

  /** Nothing but a question: every other setting is its default. */
  private static final String DEFAULTS =
      """
      streams:
        question-sets:
          %s:
            domain: video
            questions:
              person: {text: "Is a person there?", answer: yes_no}
      """
          .formatted(Pipeline.QUESTION_SET);

  private static final String RUN = "live";

  private final BenchCluster cluster;
  private final BenchPlan plan;
  private final Consumer<String> progress;

  BacklogBench(BenchCluster cluster, BenchPlan plan, Consumer<String> progress) {
    this.cluster = cluster;
    this.plan = plan;
    this.progress = progress;
  }

  void run(Figures figures) throws InterruptedException, ExecutionException, TimeoutException {
    Pipeline pipeline = new Pipeline(cluster, "backlog", DEFAULTS);
    Backlog backlog = Backlog.ofAbout(plan.backlogFrames(), plan.backlogSources(), plan.rate());
    try (Cameras cameras = new Cameras(pipeline, plan.sourceFrameBytes());
        NullWorker worker = new NullWorker(pipeline);
        EventReader events = new EventReader(pipeline)) {
      progress.accept("backlog: sending " + backlog.frames() + " frames ahead");
      long endMs = backlog.send(cameras);
      StreamsApp app = StreamsHere.start(pipeline, RUN);
      try {
        long start = System.nanoTime();
        List<AnalysisEvent> ended = await(events, worker, backlog.events(), endMs);
        report(figures, backlog, ended, Clock.secondsSince(start));
      } finally {
        app.close();
      }
    }
  }

  /** The frame that closes the last window opens another one, which does not count. */
  private List<AnalysisEvent> await(EventReader events, NullWorker worker, int count, long endMs)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      List<AnalysisEvent> ended =
          events.of(RUN).stream()
              .map(EventReader.Read::event)
              .filter(event -> event.getWindow().getEnd().toEpochMilli() <= endMs)
              .toList();
      if (ended.size() >= count) {
        return ended;
      }
      worker.check();
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    throw new TimeoutException(
        "fewer than " + count + " events within " + LIMIT.toSeconds() + " s");
  }

  private void report(Figures figures, Backlog backlog, List<AnalysisEvent> ended, double seconds) {
    long answered = count(ended, EventStatus.ANSWERED);
    progress.accept(
        "backlog: " + answered + " of " + ended.size() + " windows answered in " + seconds + " s");
    figures.headline(
        (double) answered / ended.size(), 1.0, "share of a backlog's windows answered");
    figures.put("backlog_frames", backlog.frames());
    figures.put("backlog_sources", backlog.cameras());
    figures.put("backlog_windows", ended.size());
    figures.put("backlog_answered", (double) answered / ended.size());
    figures.put("backlog_expired", count(ended, EventStatus.EXPIRED));
    figures.put("backlog_shed", count(ended, EventStatus.SHED));
    figures.put("backlog_caught_up_s", seconds);
  }

  private static long count(List<AnalysisEvent> events, EventStatus status) {
    return events.stream().filter(event -> event.getStatus() == status).count();
  }
}
