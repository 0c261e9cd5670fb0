package io.framewise.standalone.demo;

import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How every picture of one source ended, from two independent counts: the connector's of what it
 * published and the topology's of what it received.
 *
 * @param sourceId the source
 * @param captured pictures that the source delivered, by what the connector did with them
 * @param published frames that Kafka acknowledged
 * @param endings frames by how they ended
 * @param windows windows by how they ended
 * @param requests requests sent to the workers
 */
record SourceAccount(
    String sourceId,
    Map<String, Long> captured,
    long published,
    Map<String, Long> endings,
    Map<String, Long> windows,
    long requests) {

  static SourceAccount of(SourceStatus status, SourceView view) {
    Map<String, Long> captured = new LinkedHashMap<>();
    captured.put("total", status.getCaptured());
    captured.put("published", status.getPublished());
    captured.put("rateCapped", status.getRateCapped());
    captured.put("unchanged", status.getUnchanged());
    captured.put("deadLettered", status.getDeadLettered());
    captured.put("shed", status.getShed());
    captured.put("failed", status.getFailed());
    return new SourceAccount(
        status.getSourceId(),
        captured,
        status.getPublished(),
        endings(view),
        windows(view),
        view.ledger().getRequests());
  }

  private static Map<String, Long> endings(SourceView view) {
    SourceLedger ledger = view.ledger();
    Map<String, Long> endings = new LinkedHashMap<>();
    endings.put("answered", ledger.getAnswered());
    endings.put("notSelected", ledger.getNotSelected());
    endings.put("invalid", ledger.getInvalid());
    endings.put("expired", ledger.getExpired());
    endings.put("failed", ledger.getFailed());
    endings.put("shed", ledger.getShed());
    endings.put("late", ledger.getLate());
    endings.put("duplicate", ledger.getDuplicate());
    endings.put("deadLettered", ledger.getDeadLettered());
    endings.put("unmatched", ledger.getUnmatched());
    endings.put("open", view.openFrames());
    return endings;
  }

  private static Map<String, Long> windows(SourceView view) {
    SourceLedger ledger = view.ledger();
    Map<String, Long> windows = new LinkedHashMap<>();
    windows.put("answered", ledger.getWindowsAnswered());
    windows.put("invalid", ledger.getWindowsInvalid());
    windows.put("expired", ledger.getWindowsExpired());
    windows.put("failed", ledger.getWindowsFailed());
    windows.put("shed", ledger.getWindowsShed());
    windows.put("open", view.openWindows());
    return windows;
  }

  /** Whether nothing is under way any more. */
  boolean settled() {
    return endings.get("open") == 0 && windows.get("open") == 0 && published == sum(endings);
  }

  /** Windows that have ended. */
  long endedWindows() {
    return sum(windows) - windows.get("open");
  }

  /** What does not add up, for people. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    long captureSum = sum(captured) - captured.get("total");
    if (captureSum != captured.get("total")) {
      problems.add(
          sourceId
              + ": captured "
              + captured.get("total")
              + " pictures, accounted for "
              + captureSum);
    }
    if (published != sum(endings)) {
      problems.add(
          sourceId + ": published " + published + " frames, accounted for " + sum(endings));
    }
    if (requests != endedWindows() - windows.get("shed")) {
      problems.add(
          sourceId
              + ": "
              + requests
              + " requests, "
              + (endedWindows() - windows.get("shed"))
              + " of them ended");
    }
    return problems;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
