package io.framewise.streams.window;

import static io.framewise.streams.window.TestFrames.frameIds;
import static io.framewise.streams.window.TestFrames.inspection;
import static io.framewise.streams.window.TestFrames.questionSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import io.framewise.testing.TestRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three pictures make a part; they lie within four seconds. */
class PartWindowsTest extends HarnessTest {

  @BeforeEach
  void ask() {
    harness.ask(questionSet("welds", WindowKind.PART));
  }

  @Test
  void shouldAskAtOnceWhenAllPicturesOfAPartAreThere() {
    picture("a1", 0, "A");
    picture("b1", 100, "B");
    picture("a2", 200, "A");
    picture("b2", 300, "B");
    assertThat(harness.requests()).isEmpty();
    picture("a3", 400, "A");
    picture("b3", 500, "B");

    List<InferenceRequest> requests = harness.requests();
    assertThat(requests)
        .extracting(
            request -> request.getWindow().getSubject(),
            request -> request.getWindow().getClosedBy(),
            TestFrames::frameIds)
        .containsExactly(
            tuple("A", ClosedBy.COMPLETE, List.of("a1", "a2", "a3")),
            tuple("B", ClosedBy.COMPLETE, List.of("b1", "b2", "b3")));
    assertThat(requests.get(0).getDomain()).isEqualTo(Domain.INSPECTION);
    assertThat(requests.get(0).getAttributes()).isEqualTo(Map.of("part", "A"));
  }

  @Test
  void shouldAskAboutAnIncompletePartWhenItsTimeIsOver() {
    picture("a1", 0, "A");
    picture("a2", 3999, "A");
    picture("b1", 4499, "B");
    assertThat(harness.requests()).isEmpty();
    picture("b2", 4500, "B");
    InferenceRequest request = harness.requests().get(0);
    harness.complete(TopologyHarness.completion(request, "yes"));
    harness.advance(Duration.ofSeconds(6));

    assertThat(frameIds(request)).containsExactly("a1", "a2");
    assertThat(request.getWindow().getClosedBy()).isEqualTo(ClosedBy.STREAM_TIME);
    assertThat(harness.requests())
        .singleElement()
        .satisfies(
            idle -> {
              assertThat(frameIds(idle)).containsExactly("b1", "b2");
              assertThat(idle.getWindow().getClosedBy()).isEqualTo(ClosedBy.IDLE);
            });
  }

  @Test
  void shouldBeginWithTheEarliestPictureWhicheverComesFirst() {
    picture("a2", 300, "A");
    picture("a1", 0, "A");
    picture("a3", 200, "A");

    InferenceRequest request = harness.requests().get(0);
    assertThat(frameIds(request)).containsExactly("a1", "a3", "a2");
    assertThat(request.getWindow().getStart()).isEqualTo(TestRecords.START);
    assertThat(request.getWindow().getEnd()).isEqualTo(TestRecords.START.plusMillis(4000));
  }

  @Test
  void shouldCountAPictureAsLateWhenItsPartIsClosedOrTooFarAway() {
    picture("a1", 0, "A");
    picture("too-far", 4000, "A");
    picture("closing", 4500, "B");
    picture("a-closed", 4600, "A");

    assertThat(harness.requests()).hasSize(1);
    assertThat(harness.ledger().getLate()).isEqualTo(2);
  }

  @Test
  void shouldTakeAPartIdAnewWhenTheOldOneIsForgotten() {
    List.of("a1", "a2", "a3").forEach(id -> picture(id, 0, "A"));
    harness.advance(Duration.ofMinutes(11));
    picture("a4", Duration.ofMinutes(11).toMillis(), "A");
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests()).extracting(TestFrames::frameIds).contains(List.of("a4"));
  }

  @Test
  void shouldCloseTheOldestPartWhenNewOnesKeepComing() {
    for (int i = 0; i <= 256; i++) {
      picture("f" + i, i, "part-" + i);
    }

    assertThat(harness.requests())
        .extracting(request -> request.getWindow().getSubject())
        .containsExactly("part-0");
  }

  @Test
  void shouldNotAskAboutAPictureWithoutAPart() {
    harness.capture(inspection("nobody's", 0, Map.of("batch", "b")));
    harness.capture(inspection("endless", 0, Map.of("part", "x".repeat(129))));
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests()).isEmpty();
    assertThat(harness.ledger().getUnmatched()).isEqualTo(2);
  }

  @Test
  void shouldTakeThePicturesOfAPartWhoseFirstHasAWrongClock() {
    picture("a1", 240_000, "A");
    picture("a2", 100, "A");
    picture("a3", 200, "A");

    assertThat(harness.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(frameIds(request)).containsExactly("a2", "a3", "a1");
              assertThat(request.getWindow().getClosedBy()).isEqualTo(ClosedBy.COMPLETE);
              assertThat(request.getWindow().getStart())
                  .isEqualTo(TestRecords.START.plusMillis(100));
            });
    assertThat(harness.ledger().getLate()).isZero();
  }

  private void picture(String id, long atMs, String part) {
    harness.capture(inspection(id, atMs, Map.of("part", part)));
  }
}
