package io.framewise.streams.dispatch;

import io.framewise.contract.answer.AnswerLengths;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.questions.WindowSpecs;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.window.Attributes;
import io.framewise.streams.window.ClosedWindow;
import io.framewise.streams.window.KeptFrames;
import io.framewise.streams.window.Scene;
import java.time.Instant;
import java.util.List;

/** Makes requests of closed windows, for the topology's run and for other runs. Pure. */
public final class Requests {

  private Requests() {}

  /**
   * The request of a window whose question set has been removed. It has no questions and can only
   * be shed.
   */
  static InferenceRequest withoutSet(String run, ClosedWindow closed, long nowMs) {
    return of(run, closed, removed(closed.window()), nowMs);
  }

  /**
   * The request of a window.
   *
   * @param run name of the run; requests of another run have other ids
   * @param set the question set as it is now
   */
  public static InferenceRequest of(String run, ClosedWindow closed, QuestionSet set, long nowMs) {
    OpenWindow window = closed.window();
    return InferenceRequest.newBuilder()
        .setRequestId(RequestId.of(run, window, set))
        .setRun(run)
        .setSourceId(window.getSourceId())
        .setQuestionSetId(set.getId())
        .setQuestionSetVersion(set.getVersion())
        .setWindow(
            WindowInfo.newBuilder()
                .setStart(Instant.ofEpochMilli(window.getStartMs()))
                .setEnd(Instant.ofEpochMilli(window.getEndMs()))
                .setFramesSeen(window.getFramesSeen())
                .setClosedBy(closed.closedBy())
                .setClosedAt(Instant.ofEpochMilli(nowMs))
                .setSubject(window.getSubject())
                .setUnchangedSince(Scene.unchangedSince(window))
                .setConditions(window.getConditions())
                .build())
        .setFrames(closed.selected().stream().map(KeptFrames::reference).toList())
        .setAttributes(Attributes.agreed(window.getAttributes()))
        .setDomain(set.getDomain())
        .setQuestions(AnswerLengths.filled(set.getQuestions(), set.getMaxNewTokens()))
        .setMaxTiles(WindowSpecs.of(set, window.getSourceId()).getMaxTiles())
        .setMaxNewTokens(AnswerLengths.longest(set.getQuestions(), set.getMaxNewTokens()))
        .setCreatedAt(Instant.ofEpochMilli(nowMs))
        .setDeadlineAt(Instant.ofEpochMilli(nowMs + set.getDeadlineMs()))
        .setPriority(set.getPriority())
        .build();
  }

  private static QuestionSet removed(OpenWindow window) {
    return QuestionSet.newBuilder()
        .setId(window.getQuestionSetId())
        .setVersion(0)
        .setDomain(Domain.VIDEO)
        .setWindow(
            WindowSpec.newBuilder()
                .setSizeMs(window.getEndMs() - window.getStartMs())
                .setHopMs(window.getEndMs() - window.getStartMs())
                .setFrames(window.getSegments().size())
                .build())
        .setQuestions(List.of())
        .build();
  }
}
