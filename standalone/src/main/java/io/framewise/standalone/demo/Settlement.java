package io.framewise.standalone.demo;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.streams.query.NotReadyException;
import io.framewise.streams.query.Queries;
import io.framewise.streams.query.SourceView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits after the sources have stopped until every window has ended, and then draws up the report.
 */
final class Settlement {

  /** Longer than the idle limit and the deadline of any sensible question set together. */
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private static final int CHECK_EVERY_MS = 250;

  private final ConnectorsApp connectors;
  private final Queries queries;
  private final EventLog events;

  Settlement(ConnectorsApp connectors, Queries queries, EventLog events) {
    this.connectors = connectors;
    this.queries = queries;
    this.events = events;
  }

  DemoReport settle() throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    DemoReport report = report();
    while (!report.settled() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MS);
      report = report();
    }
    return report;
  }

  private DemoReport report() {
    return DemoReport.of(connectors.statuses(), views(), events.events());
  }

  private List<SourceView> views() {
    try {
      return queries.sources();
    } catch (NotReadyException e) {
      return List.of();
    }
  }
}
