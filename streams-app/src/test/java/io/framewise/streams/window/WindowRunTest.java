package io.framewise.streams.window;

import static io.framewise.streams.topology.TopologyHarness.frame;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.dispatch.Requests;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowRunTest {

  @Test
  void shouldCloseByStreamTimeAndTheLastBySilenceWhenFramesEnd() {
    List<ClosedWindow> closed =
        WindowRun.over(
            questionSet("people"),
            List.of(arrived("a", 0), arrived("b", 3999), arrived("b", 3999), arrived("c", 4500)));

    assertThat(closed)
        .extracting(ClosedWindow::closedBy, window -> ids(window))
        .containsExactly(
            tuple(ClosedBy.STREAM_TIME, List.of("a", "b")), tuple(ClosedBy.IDLE, List.of("c")));
  }

  /** The same windows, frames and ids as the topology's, so that a draft is tried truthfully. */
  @Test
  void shouldAskWhatTheTopologyAsksWhenFramesAreTheSame(@TempDir Path state) {
    Random random = new Random(11);
    QuestionSet set = questionSet("people");
    set.getWindow().setHopMs(2000);
    List<InferenceRequest> asked;
    List<ArrivedFrame> frames = new ArrayList<>();
    try (TopologyHarness harness = new TopologyHarness(TopologyHarness.settings(state, 1000))) {
      harness.ask(set);
      for (int i = 0; i < 200; i++) {
        long atMs = i * 100L + random.nextInt(400);
        harness.capture("f" + i, atMs);
        frames.add(arrived("f" + i, atMs));
      }
      asked = harness.requests();
    }

    List<InferenceRequest> tried =
        WindowRun.over(set, frames).stream()
            .map(window -> Requests.of("live", window, set, 0))
            .toList();

    assertThat(asked).isNotEmpty();
    assertThat(tried.subList(0, asked.size()))
        .usingElementComparator(WindowRunTest::difference)
        .containsExactlyElementsOf(asked);
    assertThat(WindowRun.over(set, frames))
        .map(window -> Requests.of("draft", window, set, 0).getRequestId())
        .doesNotContainAnyElementsOf(asked.stream().map(InferenceRequest::getRequestId).toList());
  }

  private static int difference(InferenceRequest one, InferenceRequest other) {
    return one.getRequestId().equals(other.getRequestId())
            && frameIds(one).equals(frameIds(other))
            && one.getWindow().getFramesSeen() == other.getWindow().getFramesSeen()
        ? 0
        : 1;
  }

  private static List<String> frameIds(InferenceRequest request) {
    return request.getFrames().stream().map(ref -> ref.getFrameId()).toList();
  }

  private static List<String> ids(ClosedWindow window) {
    return window.selected().stream().map(KeptFrame::getFrameId).toList();
  }

  private static ArrivedFrame arrived(String id, long atMs) {
    return TestFrames.arrived(frame(id, atMs), 0);
  }
}
