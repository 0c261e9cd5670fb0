package io.framewise.streams.window;

import static io.framewise.streams.window.TestFrames.frameIds;
import static io.framewise.streams.window.TestFrames.inspection;
import static io.framewise.streams.window.TestFrames.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PictureWindowsTest extends HarnessTest {

  @BeforeEach
  void ask() {
    harness.ask(questionSet("plates", WindowKind.IMAGE));
  }

  @Test
  void shouldAskAboutEachPictureAtOnce() {
    harness.capture(inspection("a", 0, Map.of()));
    harness.capture(inspection("b", 0, Map.of()));
    harness.capture(inspection("b", 0, Map.of()));

    List<InferenceRequest> requests = harness.requests();
    assertThat(requests)
        .extracting(TestFrames::frameIds)
        .containsExactly(List.of("a"), List.of("b"));
    assertThat(requests).extracting(InferenceRequest::getDomain).containsOnly(Domain.INSPECTION);
    assertThat(requests)
        .extracting(request -> request.getWindow().getSubject())
        .containsExactly("a", "b");
    assertThat(requests)
        .extracting(request -> request.getWindow().getClosedBy())
        .containsOnly(ClosedBy.COMPLETE);
    assertThat(requests).extracting(InferenceRequest::getRequestId).doesNotHaveDuplicates();
    assertThat(harness.ledger().getWindowed()).isEqualTo(2);
    assertThat(harness.ledger().getDuplicate()).isEqualTo(1);
  }

  /** What the folder knows of a part is in the event, and nothing else that a producer may add. */
  @Test
  void shouldCarryPartLineAndBatchIntoTheEventAndNothingElse() {
    harness.capture(
        inspection(
            "a",
            0,
            Map.of("part", "7", "line", "north", "batch", "b-1", "file", "7.png", "product", "p")));
    InferenceRequest request = harness.requests().get(0);
    harness.complete(TopologyHarness.completion(request, "yes"));

    Map<String, String> carried = Map.of("part", "7", "line", "north", "batch", "b-1");
    assertThat(request.getAttributes()).isEqualTo(carried);
    AnalysisEvent event = harness.events().get(0);
    assertThat(event.getAttributes()).isEqualTo(carried);
    assertThat(event.getWindow().getSubject()).isEqualTo("a");
    assertThat(frameIds(request)).containsExactly("a");
  }

  @Test
  void shouldLeaveOutAnAttributeThatIsTooLongOrNoText() {
    harness.capture(
        inspection(
            "a", 0, Map.of("part", "x".repeat(129), "line", "l\u0000", "batch", "b".repeat(128))));

    assertThat(harness.requests().get(0).getAttributes())
        .isEqualTo(Map.of("batch", "b".repeat(128)));
  }
}
