package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the report needs of an event.
 *
 * @param id the event
 * @param status how its window ended
 * @param createdAt when it was made
 * @param latencyMs from the capture of the last frame looked at to the answer; empty without one
 * @param afterCloseMs from the close of the window to the answer; empty without one
 * @param verdicts whether each answer that could be judged is right, by question id
 */
record EventNote(
    String id,
    EventStatus status,
    Instant createdAt,
    OptionalLong latencyMs,
    OptionalLong afterCloseMs,
    Map<String, Boolean> verdicts) {

  static EventNote of(AnalysisEvent event, Map<String, Boolean> verdicts) {
    List<FrameRef> frames = event.getFrames();
    boolean answered =
        event.getStatus() == EventStatus.ANSWERED || event.getStatus() == EventStatus.INVALID;
    return new EventNote(
        event.getEventId(),
        event.getStatus(),
        event.getCreatedAt(),
        answered && !frames.isEmpty()
            ? since(frames.get(frames.size() - 1).getCapturedAt(), event)
            : OptionalLong.empty(),
        answered ? since(event.getWindow().getClosedAt(), event) : OptionalLong.empty(),
        verdicts);
  }

  private static OptionalLong since(Instant earlier, AnalysisEvent event) {
    return OptionalLong.of(Duration.between(earlier, event.getCreatedAt()).toMillis());
  }
}
