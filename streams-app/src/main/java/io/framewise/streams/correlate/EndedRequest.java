package io.framewise.streams.correlate;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.streams.ledger.Booking;
import io.framewise.streams.store.PendingRequest;
import java.time.Instant;
import java.util.List;

/**
 * A request that has ended.
 *
 * @param event its event, without the time at which it is recorded
 * @param booking where its window and its frames are booked
 */
public record EndedRequest(AnalysisEvent event, Booking booking) {

  /** A request that ended without an answer. */
  public static EndedRequest without(PendingRequest pending, EventStatus status, String reason) {
    return new EndedRequest(
        event(pending.request()).setStatus(status).setReason(reason).build(), Booking.of(pending));
  }

  /** A request in whose window nothing has changed since an event that answered it. */
  public static EndedRequest repeating(PendingRequest pending, AnalysisEvent answered) {
    String newest = FrameRecords.newest(pending.request().getFrames()).getFrameId();
    String original = answered.getRepeats() == null ? answered.getEventId() : answered.getRepeats();
    return new EndedRequest(
        event(pending.request())
            .setStatus(EventStatus.ANSWERED)
            .setAnswers(answered.getAnswers().stream().map(answer -> on(newest, answer)).toList())
            .setModel(answered.getModel())
            .setRepeats(original)
            .setAnsweredAt(answeredAt(answered))
            .build(),
        Booking.of(pending));
  }

  /** When the model gave an event's answers. */
  public static Instant answeredAt(AnalysisEvent event) {
    return event.getAnsweredAt() == null ? event.getCreatedAt() : event.getAnsweredAt();
  }

  /** A place in a picture is the same place in one that looks the same. */
  private static Answer on(String frameId, Answer answer) {
    return answer.getFrameId() == null
        ? answer
        : Answer.newBuilder(answer).setFrameId(frameId).build();
  }

  /** The event of a request, still without answers and status. */
  static AnalysisEvent.Builder event(InferenceRequest request) {
    return AnalysisEvent.newBuilder()
        .setEventId(request.getRequestId())
        .setRun(request.getRun())
        .setSourceId(request.getSourceId())
        .setQuestionSetId(request.getQuestionSetId())
        .setQuestionSetVersion(request.getQuestionSetVersion())
        .setWindow(request.getWindow())
        .setFrames(request.getFrames())
        .setAttributes(request.getAttributes())
        .setQuality(request.getQuality())
        .setAnswers(List.of())
        .setCreatedAt(Instant.EPOCH);
  }
}
