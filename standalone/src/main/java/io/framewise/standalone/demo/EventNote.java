package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the report needs of an event.
 *
 * @param id the event
 * @param status how its window ended
 * @param latencyMs from the capture of the last frame looked at to the answer; empty without one
 */
record EventNote(String id, EventStatus status, OptionalLong latencyMs) {

  static EventNote of(AnalysisEvent event) {
    return new EventNote(event.getEventId(), event.getStatus(), latency(event));
  }

  private static OptionalLong latency(AnalysisEvent event) {
    List<FrameRef> frames = event.getFrames();
    boolean answered =
        event.getStatus() == EventStatus.ANSWERED || event.getStatus() == EventStatus.INVALID;
    if (!answered || frames.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        Duration.between(frames.get(frames.size() - 1).getCapturedAt(), event.getCreatedAt())
            .toMillis());
  }
}
