package io.framewise.standalone.demo;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A source whose accounts agree: of eleven pictures one was above the rate, eight were published
 * and one each dead-lettered and shed. Of the eight one came twice, three were left out by their
 * windows, and four went into two answered windows.
 */
final class Accounts {

  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private Accounts() {}

  /** What the connector says, after {@code change}. */
  static SourceStatus status(Consumer<SourceStatus> change) {
    SourceStatus status =
        SourceStatus.newBuilder()
            .setSourceId("gate")
            .setDomain(Domain.VIDEO)
            .setKind("video")
            .setState(SourceState.ENDED)
            .setCaptured(11)
            .setPublished(8)
            .setRateCapped(1)
            .setShed(1)
            .setDeadLettered(1)
            .setFailed(0)
            .setStartedAt(NOON)
            .setUpdatedAt(NOON)
            .build();
    change.accept(status);
    return status;
  }

  /** What the topology says, after {@code change}. */
  static SourceView view(Consumer<SourceLedger> change) {
    SourceLedger ledger =
        SourceLedger.newBuilder()
            .setReceived(8)
            .setDuplicate(1)
            .setWindowed(7)
            .setNotSelected(3)
            .setAnswered(4)
            .setWindowsOpened(2)
            .setWindowsAnswered(2)
            .setRequests(2)
            .build();
    change.accept(ledger);
    return new SourceView("gate", Optional.empty(), ledger);
  }

  /** The note of an answer {@code latency} after the capture. */
  static EventNote event(String id, Duration latency) {
    return EventNote.of(analysisEvent(id, latency), Map.of());
  }

  /** An answer {@code latency} after the capture. */
  static AnalysisEvent analysisEvent(String id, Duration latency) {
    return AnalysisEvent.newBuilder()
        .setEventId(id)
        .setSourceId("gate")
        .setQuestionSetId("traffic")
        .setQuestionSetVersion(1)
        .setWindow(
            WindowInfo.newBuilder()
                .setStart(NOON)
                .setEnd(NOON)
                .setFramesSeen(1)
                .setClosedBy(ClosedBy.IDLE)
                .setClosedAt(NOON)
                .build())
        .setFrames(List.of(new FrameRef("frames", 0, 0L, "frame", NOON, 64, 64)))
        .setStatus(EventStatus.ANSWERED)
        .setAnswers(List.of())
        .setCreatedAt(NOON.plus(latency))
        .build();
  }

  /** The events of the two windows. */
  static List<EventNote> events() {
    return List.of(event("a", Duration.ofMillis(100)), event("b", Duration.ofMillis(300)));
  }
}
