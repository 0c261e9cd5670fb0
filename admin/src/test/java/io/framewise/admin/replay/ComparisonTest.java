package io.framewise.admin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.contract.topic.TrustedRecords;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void shouldCountAgreementAndShowEachFlip() {
    Comparison comparison =
        Comparison.of(
            List.of(answered(0, true), answered(1, true), answered(2, false)),
            List.of(answered(0, true), answered(1, false), answered(2, false)));

    assertThat(comparison.compared()).isEqualTo(3);
    assertThat(comparison.questions())
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.compared()).isEqualTo(3);
              assertThat(question.agreed()).isEqualTo(2);
              assertThat(question.flips())
                  .singleElement()
                  .satisfies(
                      flip -> {
                        assertThat(flip.window()).isEqualTo("2026-01-31T08:00:01Z");
                        assertThat(flip.then()).isEqualTo("yes");
                        assertThat(flip.now()).isEqualTo("no");
                        assertThat(flip.frames()).containsExactly("frames-0@1");
                      });
            });
  }

  @Test
  void shouldTellWindowsOfOneTimeOnlyApart() {
    Comparison comparison =
        Comparison.of(
            List.of(answered(0, true), answered(1, true)),
            List.of(answered(1, true), answered(2, true), answered(3, true)));

    assertThat(comparison.compared()).isEqualTo(1);
    assertThat(comparison.onlyThen()).isEqualTo(1);
    assertThat(comparison.onlyNow()).isEqualTo(2);
  }

  @Test
  void shouldTakeAWindowWithoutAnswersForNone() {
    AnalysisEvent shed = answered(0, true);
    shed.setStatus(EventStatus.SHED);
    shed.setAnswers(List.of());

    Comparison comparison = Comparison.of(List.of(shed), List.of(answered(0, true)));

    assertThat(comparison.compared()).isZero();
    assertThat(comparison.onlyThen()).isZero();
    assertThat(comparison.onlyNow()).isEqualTo(1);
  }

  @Test
  void shouldCompareWithTheNewestVersionOfASetThatWasChangedMeanwhile() {
    AnalysisEvent newer = answered(0, false);
    newer.setQuestionSetVersion(2);

    Comparison comparison =
        Comparison.of(List.of(newer, answered(0, true)), List.of(answered(0, false)));

    assertThat(comparison.questions().get(0).flips()).isEmpty();
  }

  @Test
  void shouldTimeTheModelsWithoutTheQueue() {
    Comparison comparison =
        Comparison.of(List.of(), List.of(answered(1, true), answered(2, true), answered(30, true)));

    assertThat(comparison.then().windows()).isZero();
    assertThat(comparison.now().models()).containsExactly("tiny (0123)");
    assertThat(comparison.now().p50Ms()).isEqualTo(20);
    assertThat(comparison.now().p95Ms()).isEqualTo(300);
  }

  /** A window that the model took ten milliseconds a number for. */
  private static AnalysisEvent answered(int number, boolean yes) {
    Instant start = START.plusSeconds(number);
    Answer answer =
        Answer.newBuilder()
            .setQuestionId("person")
            .setQuestion("Is a person there?")
            .setAnswerType(AnswerType.YES_NO)
            .setValid(true)
            .setText(yes ? "Yes" : "No")
            .setYesNo(yes)
            .setProbability(0.9)
            .build();
    return AnalysisEvent.newBuilder()
        .setEventId("e" + number)
        .setSourceId("door")
        .setQuestionSetId("people")
        .setQuestionSetVersion(1)
        .setWindow(
            new WindowInfo(
                start, start.plusSeconds(1), 1, ClosedBy.STREAM_TIME, start, "", null, List.of()))
        .setFrames(List.of(new FrameRef("frames", 0, (long) number, "f", start, 64, 64)))
        .setStatus(EventStatus.ANSWERED)
        .setAnswers(List.of(answer))
        .setModel(new ModelInfo("tiny", "0123", List.of()))
        .setTimings(new Timings(5000L, 0L, (long) number, 2L * number, 3L * number, 4L * number, 1))
        .setCreatedAt(start)
        .build();
  }
}
