package io.framewise.streams.dispatch;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.window.ClosedWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requests from closed windows. */
final class Requests {

  private Requests() {}

  /**
   * The request over a window, with the question set as it is now; without one a request that asks
   * nothing, fit only to be shed.
   */
  static InferenceRequest of(
      String run, ClosedWindow closed, Optional<QuestionSet> found, long nowMs) {
    OpenWindow window = closed.window();
    QuestionSet set = found.orElseGet(() -> removed(window));
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
                .build())
        .setFrames(closed.selected().stream().map(Requests::reference).toList())
        .setPrompt(Prompt.over(set.getDomain(), closed.selected().size()))
        .setQuestions(set.getQuestions())
        .setMaxTiles(set.getWindow().getMaxTiles())
        .setMaxNewTokens(set.getMaxNewTokens())
        .setCreatedAt(Instant.ofEpochMilli(nowMs))
        .setDeadlineAt(Instant.ofEpochMilli(nowMs + set.getDeadlineMs()))
        .setPriority(set.getPriority())
        .build();
  }

  private static FrameRef reference(KeptFrame frame) {
    return new FrameRef(
        frame.getTopic(),
        frame.getPartition(),
        frame.getOffset(),
        frame.getFrameId(),
        Instant.ofEpochMilli(frame.getCapturedAtMs()),
        frame.getWidth(),
        frame.getHeight());
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
