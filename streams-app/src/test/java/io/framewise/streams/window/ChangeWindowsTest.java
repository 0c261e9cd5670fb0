package io.framewise.streams.window;

import static io.framewise.streams.window.TestFrames.frameIds;
import static io.framewise.streams.window.TestFrames.questionSet;
import static io.framewise.streams.window.TestFrames.screen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.testing.TestRecords;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeWindowsTest extends HarnessTest {

  @BeforeEach
  void ask() {
    harness.ask(questionSet("dialogs", WindowKind.CHANGE));
  }

  @Test
  void shouldBeginAWindowWithAChangedPictureAndNoneWithTheSame() {
    harness.capture(screen("first", 1300, "desktop"));
    harness.capture(screen("same", 2400, "desktop"));
    harness.capture(screen("after-first", 5300, "desktop"));
    harness.capture(screen("still-same", 6000, "desktop"));
    harness.capture(screen("dialog", 7000, "dialog"));
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests())
        .extracting(request -> request.getWindow().getStart(), TestFrames::frameIds)
        .containsExactly(
            tuple(TestRecords.START.plusMillis(1300), List.of("first", "same")),
            tuple(TestRecords.START.plusMillis(7000), List.of("dialog")));
    assertThat(harness.ledger().getWindowed()).isEqualTo(3);
    assertThat(harness.ledger().getUnmatched()).isEqualTo(2);
  }

  @Test
  void shouldLastItsSizeWhateverChangesInIt() {
    harness.capture(screen("a", 0, "one"));
    harness.capture(screen("b", 1000, "two"));
    harness.capture(screen("c", 3999, "three"));
    harness.capture(screen("d", 4500, "three"));

    InferenceRequest request = harness.requests().get(0);
    assertThat(frameIds(request)).containsExactly("a", "b", "c");
    assertThat(request.getWindow().getClosedBy()).isEqualTo(ClosedBy.STREAM_TIME);
    assertThat(request.getWindow().getEnd()).isEqualTo(TestRecords.START.plusMillis(4000));
    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
  }

  @Test
  void shouldCountAFrameAsLateWhenItsWindowWasClosedByWallClock() {
    harness.capture(screen("a", 0, "one"));
    harness.advance(Duration.ofSeconds(6));
    harness.capture(screen("b", 1000, "two"));

    assertThat(harness.requests()).hasSize(1);
    assertThat(harness.ledger().getLate()).isEqualTo(1);
  }

  @Test
  void shouldBeginNoWindowWithAPictureOlderThanTheNewest() {
    harness.capture(screen("a", 0, "one"));
    harness.capture(screen("b", 6000, "one"));
    harness.capture(screen("older", 5900, "two"));
    harness.capture(screen("c", 6100, "one"));
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests()).hasSize(1);
    assertThat(harness.ledger().getUnmatched()).isEqualTo(3);
  }
}
