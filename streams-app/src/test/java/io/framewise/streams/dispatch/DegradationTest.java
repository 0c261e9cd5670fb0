package io.framewise.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.contract.topic.TrustedRecords;
import io.framewise.streams.settings.DegradeStep;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import io.framewise.streams.window.ClosedWindow;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DegradationTest {

  private static final int MAX_OPEN = 8;
  private static final long SIZE_MS = 4000;
  private static final long DEADLINE_MS = 15_000;

  private final Degradation degradation =
      new Degradation(MAX_OPEN, List.of(DegradeStep.FRAMES, DegradeStep.TILES, DegradeStep.HOP));

  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void shouldGiveUpNothingWhileFewRequestsAreOpen() {
    Degradation.Admission admission = degradation.admit(window(1), spec(), open(4));

    assertThat(admission.window()).isEqualTo(window(1));
    assertThat(admission.maxTiles()).isEqualTo(12);
    assertThat(admission.quality()).isEmpty();
    assertThat(admission.shed()).isEmpty();
  }

  @Test
  void shouldGiveUpOneThingAfterTheOtherInTheDeclaredOrder() {
    assertThat(degradation.admit(window(0), spec(), open(5)).quality())
        .containsExactly("frames: 4 of 8");
    assertThat(degradation.admit(window(0), spec(), open(6)).quality())
        .containsExactly("frames: 4 of 8", "tiles: 6 of 12");
    assertThat(degradation.admit(window(0), spec(), open(7)).quality())
        .containsExactly("frames: 4 of 8", "tiles: 6 of 12", "every second window");
    assertThat(
            new Degradation(MAX_OPEN, List.of(DegradeStep.HOP, DegradeStep.FRAMES))
                .admit(window(0), spec(), open(6))
                .quality())
        .containsExactly("every second window");
  }

  @Test
  void shouldKeepFramesFromTheWholeLengthOfTheWindow() {
    assertThat(degradation.admit(window(0), spec(), open(5)).window().selected())
        .extracting(KeptFrame::getFrameId)
        .containsExactly("f1", "f3", "f5", "f7");
  }

  @Test
  void shouldSkipEverySecondWindowWhenTheHopIsGivenUp() {
    assertThat(degradation.admit(window(6), spec(), open(7)).shed()).isEmpty();
    assertThat(degradation.admit(window(7), spec(), open(7)).shed())
        .get()
        .asString()
        .contains("degrade");
    assertThat(degradation.admit(window(8), spec(), open(7)).shed()).isEmpty();
  }

  @Test
  void shouldNeverSkipAPartForItsNumber() {
    WindowSpec parts = WindowSpec.newBuilder(spec()).setKind(WindowKind.PART).build();

    assertThat(degradation.admit(window(7), parts, open(7)).shed()).isEmpty();
    assertThat(degradation.admit(window(7), parts, open(7)).quality())
        .containsExactly("frames: 4 of 8", "tiles: 6 of 12");
  }

  @Test
  void shouldShedWhenAsManyRequestsAreOpenAsMayBe() {
    assertThat(degradation.admit(window(0), spec(), open(MAX_OPEN)).shed())
        .get()
        .asString()
        .contains("streams.max-open-requests");
  }

  @Test
  void shouldGiveUpAsMuchWhenItsRequestsWaitForLong() {
    assertThat(quality(waited(4600))).isEmpty();
    assertThat(quality(waited(4700))).hasSize(1);
    assertThat(quality(waited(5700))).hasSize(2);
    assertThat(quality(waited(6600))).hasSize(3);
    assertThat(degradation.admit(window(0), spec(), waited(7500)).shed())
        .get()
        .asString()
        .contains("7500 ms");
  }

  @Test
  void shouldGiveUpNothingOfALoneRequestHoweverFewMayBeOpen() {
    Degradation narrow = new Degradation(2, List.of(DegradeStep.FRAMES, DegradeStep.TILES));

    assertThat(narrow.admit(window(0), spec(), open(0)).quality()).isEmpty();
    assertThat(narrow.admit(window(0), spec(), open(1)).quality()).isEmpty();
    assertThat(narrow.admit(window(0), spec(), open(2)).shed()).isPresent();
  }

  @Test
  void shouldNotClaimToHaveGivenUpWhatWasNotThere() {
    WindowSpec single = WindowSpec.newBuilder(spec()).setFrames(1).setMaxTiles(1).build();
    ClosedWindow one =
        new ClosedWindow(window(0).window(), window(0).selected().subList(0, 1), ClosedBy.IDLE);

    assertThat(degradation.admit(one, single, open(6)).quality()).isEmpty();
  }

  private List<String> quality(Degradation.Backlog backlog) {
    return degradation.admit(window(0), spec(), backlog).quality();
  }

  private static Degradation.Backlog open(long count) {
    return new Degradation.Backlog(count, 0, DEADLINE_MS);
  }

  private static Degradation.Backlog waited(long waitedMs) {
    return new Degradation.Backlog(1, waitedMs, DEADLINE_MS);
  }

  private static WindowSpec spec() {
    return WindowSpec.newBuilder()
        .setSizeMs(SIZE_MS)
        .setHopMs(SIZE_MS)
        .setFrames(8)
        .setMaxTiles(12)
        .build();
  }

  private static ClosedWindow window(long number) {
    List<KeptFrame> frames =
        LongStream.range(0, 8)
            .mapToObj(
                i ->
                    new KeptFrame(
                        "frames", 0, i, "f" + i, number * SIZE_MS + i * 500, 64, 64, true))
            .toList();
    OpenWindow window =
        OpenWindow.newBuilder()
            .setSourceId("door")
            .setQuestionSetId("people")
            .setStartMs(number * SIZE_MS)
            .setEndMs((number + 1) * SIZE_MS)
            .setGraceMs(0)
            .setIdleMs(1000)
            .setSegments(List.copyOf(frames))
            .build();
    return new ClosedWindow(window, frames, ClosedBy.STREAM_TIME);
  }
}
