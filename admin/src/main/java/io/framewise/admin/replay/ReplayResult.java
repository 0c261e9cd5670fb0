package io.framewise.admin.replay;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a replay.
 *
 * @param name name of the run
 * @param sourceId the source
 * @param questionSetId the question set
 * @param from beginning of the span, ISO 8601
 * @param to its end
 * @param eventsTopic where the events of the replay are
 * @param windows windows of the span
 * @param endings how many of them ended in each way
 * @param comparison the comparison with the live events
 */
record ReplayResult(
    String name,
    String sourceId,
    String questionSetId,
    String from,
    String to,
    String eventsTopic,
    int windows,
    Map<EventStatus, Long> endings,
    Comparison comparison) {

  /** Windows without an end, of a replay that was stopped. */
  long notAwaited() {
    return windows - endings.values().stream().mapToLong(Long::longValue).sum();
  }

  static Map<EventStatus, Long> endings(List<AnalysisEvent> events) {
    Map<EventStatus, Long> endings = new TreeMap<>(Comparator.naturalOrder());
    events.forEach(event -> endings.merge(event.getStatus(), 1L, Long::sum));
    return endings;
  }
}
