package io.framewise.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.standalone.accuracy.Accuracy;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a run went: every frame, window and request accounted for from three independent counts,
 * which are the connectors', the topology's ledgers, and the events read back from their topic.
 *
 * @param sources accounts of the sources
 * @param events events read from the topic, by status
 * @param latencies how long the answers took
 * @param accuracy how often the answers about samples were right
 * @param problems what does not add up
 */
record DemoReport(
    List<SourceAccount> sources,
    Map<String, Long> events,
    Latencies latencies,
    Accuracy accuracy,
    List<String> problems) {

  static DemoReport of(
      List<SourceStatus> statuses, List<SourceView> views, List<EventNote> events) {
    List<SourceAccount> accounts = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (SourceStatus status : statuses) {
      SourceAccount account = SourceAccount.of(status, view(views, status.getSourceId()));
      accounts.add(account);
      problems.addAll(account.problems());
    }
    long ended = accounts.stream().mapToLong(SourceAccount::endedWindows).sum();
    if (ended != events.size()) {
      problems.add(ended + " windows ended, " + events.size() + " events were read");
    }
    long different = events.stream().map(EventNote::id).distinct().count();
    if (different != events.size()) {
      problems.add(events.size() - different + " events were published twice");
    }
    Accuracy accuracy = Accuracy.of(events.stream().map(EventNote::verdicts).toList());
    return new DemoReport(accounts, byStatus(events), Latencies.of(events), accuracy, problems);
  }

  private static SourceView view(List<SourceView> views, String id) {
    return views.stream()
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseGet(() -> new SourceView(id, Optional.empty(), SourceLedger.newBuilder().build()));
  }

  private static Map<String, Long> byStatus(List<EventNote> events) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (EventStatus status : EventStatus.values()) {
      counts.put(status.name(), events.stream().filter(event -> event.status() == status).count());
    }
    return counts;
  }

  /** Whether the counts add up. */
  boolean balanced() {
    return problems.isEmpty();
  }

  /** Whether nothing is under way any more. */
  boolean settled() {
    return balanced() && sources.stream().allMatch(SourceAccount::settled);
  }

  long totalEvents() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Accuracy and speed, for people. */
  List<String> findings() {
    List<String> lines = new ArrayList<>();
    accuracy
        .questions()
        .forEach(
            (question, count) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  %-12s right in %5.1f %% of %d",
                        question,
                        100 * count.share(),
                        count.judged())));
    if (!latencies.afterCloseMs().isEmpty()) {
      lines.add("answers after the close of their windows, in ms: " + latencies.afterCloseMs());
    }
    return lines;
  }

  String toJson() {
    Map<String, Object> bySource = new LinkedHashMap<>();
    for (SourceAccount account : sources) {
      Map<String, Object> source = new LinkedHashMap<>();
      source.put("captured", account.captured());
      source.put("published", account.published());
      source.put("endings", account.endings());
      source.put("windows", account.windows());
      source.put("requests", account.requests());
      source.put("balanced", account.problems().isEmpty());
      bySource.put(account.sourceId(), source);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("balanced", balanced());
    report.put("sources", bySource);
    report.put(
        "windows",
        sources.stream()
            .mapToLong(account -> account.endedWindows() + account.windows().get("open"))
            .sum());
    report.put("requests", sources.stream().mapToLong(SourceAccount::requests).sum());
    report.put("events", events);
    latencies.firstEventMs().ifPresent(millis -> report.put("firstEventMs", millis));
    report.put("latencyMs", latencies.latencyMs());
    report.put("afterCloseMs", latencies.afterCloseMs());
    report.put("accuracy", accuracy.shares());
    report.put("judged", accuracy.judged());
    report.put("problems", problems);
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(report)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report of texts and numbers has a JSON form", e);
    }
  }
}
