package io.framewise.streams.dispatch;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.correlate.EndedRequest;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds the answers that the model would give again: of a window in which nothing has changed, the
 * newest event about frames that all look the same. Confined to the task's thread.
 */
final class KnownAnswers {

  /** The state stores that it uses. */
  static final Set<String> STORES = Set.of(StateStores.LATEST_EVENTS);

  private final Duration longest;
  private final KeyValueStore<String, AnalysisEvent> latestEvents;

  /**
   * Answers that may be repeated.
   *
   * @param longest how long answers are repeated before the model looks again
   */
  KnownAnswers(ProcessingContext context, Duration longest) {
    this.longest = longest;
    this.latestEvents = context.getStateStore(StateStores.LATEST_EVENTS);
  }

  /** The event whose answers are those of {@code request} too; empty when the model must look. */
  Optional<AnalysisEvent> of(InferenceRequest request) {
    Instant since = request.getWindow().getUnchangedSince();
    if (since == null || !request.getWindow().getSubject().isEmpty()) {
      return Optional.empty();
    }
    String key = Keys.of(request.getSourceId(), request.getQuestionSetId());
    return Optional.ofNullable(latestEvents.get(key))
        .filter(event -> event.getStatus() == EventStatus.ANSWERED)
        .filter(event -> event.getQuestionSetVersion() == request.getQuestionSetVersion())
        .filter(event -> event.getRun().equals(request.getRun()))
        .filter(event -> event.getQuality().isEmpty())
        .filter(event -> !event.getWindow().getEnd().isAfter(request.getWindow().getEnd()))
        .filter(event -> isFresh(event, request.getCreatedAt()))
        .filter(event -> showsNothingBefore(event, since));
  }

  private boolean isFresh(AnalysisEvent event, Instant now) {
    return EndedRequest.answeredAt(event).plus(longest).isAfter(now);
  }

  /** Pictures from {@code since} on look the same; an event about earlier ones is about others. */
  private static boolean showsNothingBefore(AnalysisEvent event, Instant since) {
    return !event.getFrames().isEmpty()
        && event.getFrames().stream().noneMatch(frame -> frame.getCapturedAt().isBefore(since));
  }
}
