package io.framewise.streams.window;

import static io.framewise.streams.window.TestFrames.inspection;
import static io.framewise.streams.window.TestFrames.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PairWindowsTest extends HarnessTest {

  @Override
  protected StreamsSettings settings() {
    return TopologyHarness.settings(state, 1000);
  }

  @BeforeEach
  void ask() {
    harness.ask(questionSet("like-reference", WindowKind.PAIR));
  }

  @Test
  void shouldHoldAPictureAgainstTheNewestReference() {
    harness.capture(reference("old", 0, Map.of()));
    harness.capture(reference("new", 100, Map.of()));
    harness.capture(reference("older-but-late", 50, Map.of()));
    harness.capture(inspection("part", 80, Map.of("part", "7")));

    InferenceRequest request = harness.requests().get(0);
    assertThat(TestFrames.frameIds(request)).containsExactly("new", "part");
    assertThat(request.getDomain()).isEqualTo(Domain.INSPECTION);
    assertThat(request.getWindow().getSubject()).isEqualTo("part");
    assertThat(request.getWindow().getFramesSeen()).isEqualTo(2);
    assertThat(request.getWindow().getClosedBy()).isEqualTo(ClosedBy.COMPLETE);
    assertThat(request.getAttributes()).isEqualTo(Map.of("part", "7"));
    assertThat(harness.ledger().getUnmatched()).isEqualTo(3);
    assertThat(harness.ledger().getWindowed()).isEqualTo(1);
  }

  @Test
  void shouldHoldAPictureAgainstItsOwnProductOnly() {
    harness.capture(reference("cup", 0, Map.of("product", "cup")));
    harness.capture(reference("plate", 10, Map.of("product", "plate")));
    harness.capture(inspection("c", 20, Map.of("product", "cup")));
    harness.capture(inspection("p", 30, Map.of("product", "plate")));
    harness.capture(inspection("spoon", 40, Map.of("product", "spoon")));
    harness.capture(inspection("any", 50, Map.of()));

    assertThat(harness.requests())
        .extracting(TestFrames::frameIds)
        .containsExactly(List.of("cup", "c"), List.of("plate", "p"));
    assertThat(harness.ledger().getUnmatched()).isEqualTo(4);
  }

  @Test
  void shouldForgetTheOldestReferenceWhenProductsAreCountless() {
    for (int i = 0; i < 257; i++) {
      harness.capture(reference("r" + i, i, Map.of("product", "p" + i)));
    }
    harness.capture(inspection("of-the-oldest", 300, Map.of("product", "p0")));
    harness.capture(inspection("of-the-second", 300, Map.of("product", "p1")));

    assertThat(harness.requests())
        .extracting(TestFrames::frameIds)
        .containsExactly(List.of("r1", "of-the-second"));
  }

  @Test
  void shouldReplaceTheReferenceOfAWrongClockByTheNextOne() {
    harness.capture(reference("ahead", 240_000, Map.of()));
    harness.capture(reference("of-now", 1000, Map.of()));
    harness.capture(inspection("part", 2000, Map.of()));
    harness.capture(reference("ahead-again", 250_000, Map.of()));
    harness.capture(reference("of-then", 3000, Map.of()));
    harness.capture(inspection("next", 4000, Map.of()));

    assertThat(harness.requests())
        .extracting(TestFrames::frameIds)
        .containsExactly(List.of("of-now", "part"), List.of("of-then", "next"));
  }

  private static Frame reference(String id, long atMs, Map<String, String> attributes) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put("reference", "true");
    return inspection(id, atMs, all);
  }
}
