package io.framewise.streams.dispatch;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Windows of 4 s over a source with a change gate: something happens at 1 s, and from then on its
 * pictures look the same.
 */
class KnownAnswersTest extends HarnessTest {

  private static final long SINCE = 1000;

  @BeforeEach
  void ask() {
    harness.ask(questionSet("people"));
  }

  /** The frame of a still scene. */
  private static Frame same(long atMs) {
    Frame frame = TopologyHarness.frame("f" + atMs, atMs);
    frame.setUnchangedSince(START.plusMillis(SINCE));
    return frame;
  }

  private List<InferenceRequest> still(long fromMs, long toMs) {
    for (long at = fromMs; at < toMs; at += 2000) {
      harness.capture(same(at));
    }
    return harness.requests();
  }

  /** Until the window in which something happened, and the first still one, are answered. */
  private List<AnalysisEvent> firstTwoAnswered() {
    harness.capture("f0", 0);
    harness.capture("f1000", SINCE);
    List<InferenceRequest> asked = still(2000, 12_000);
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0).getWindow().getUnchangedSince()).isNull();
    assertThat(asked.get(1).getWindow().getUnchangedSince()).isEqualTo(START.plusMillis(SINCE));
    harness.complete(completion(asked.get(0), "yes"));
    harness.complete(completion(asked.get(1), "no"));
    return harness.events();
  }

  @Test
  void shouldRepeatTheAnswersOfTheSamePictureWithoutAskingAgain() {
    List<AnalysisEvent> first = firstTwoAnswered();

    List<InferenceRequest> asked = still(12_000, 20_000);

    assertThat(asked).isEmpty();
    List<AnalysisEvent> repeated = harness.events();
    assertThat(repeated).hasSize(2);
    for (AnalysisEvent event : repeated) {
      assertThat(event.getStatus()).isEqualTo(EventStatus.ANSWERED);
      assertThat(event.getRepeats()).isEqualTo(first.get(1).getEventId());
      assertThat(event.getAnswers()).isEqualTo(first.get(1).getAnswers());
      assertThat(event.getModel()).isEqualTo(first.get(1).getModel());
      assertThat(event.getUsage()).isNull();
      assertThat(event.getAnsweredAt()).isEqualTo(first.get(1).getCreatedAt());
      assertThat(event.getWindow().getUnchangedSince()).isEqualTo(START.plusMillis(SINCE));
    }
    assertThat(repeated.get(0).getAnswers()).extracting(Answer::getYesNo).containsExactly(false);
    assertThat(repeated.get(0).getWindow().getStart()).isEqualTo(START.plusMillis(8000));
  }

  @Test
  void shouldAskWhileTheSamePictureHasNotBeenAnswered() {
    harness.capture("f0", 0);
    harness.capture("f1000", SINCE);
    List<InferenceRequest> asked = still(2000, 16_000);
    assertThat(asked).hasSize(3);

    // That is the window in which something happened: its answer is about other pictures.
    harness.complete(completion(asked.get(0), "yes"));

    assertThat(harness.events()).hasSize(1);
    assertThat(still(16_000, 20_000)).hasSize(1);
  }

  @Test
  void shouldAskAgainOnceSomethingChanges() {
    firstTwoAnswered();
    harness.capture("f10500", 10_500);
    harness.capture("f14000", 14_000);
    harness.capture("f16000", 16_000);

    assertThat(harness.requests())
        .extracting(InferenceRequest::getWindow)
        .extracting(window -> window.getStart())
        .containsExactly(START.plusMillis(8000));
  }

  @Test
  void shouldAskAnewWhenTheQuestionsChange() {
    firstTwoAnswered();
    harness.ask(QuestionSet.newBuilder(questionSet("people")).setVersion(2).build());

    assertThat(still(12_000, 16_000)).hasSize(1);
  }

  @Test
  void shouldLookAgainAfterAWhile() {
    firstTwoAnswered();
    harness.advance(Duration.ofMinutes(5));
    assertThat(still(12_000, 16_000)).isEmpty();
    harness.advance(Duration.ofMinutes(6));

    assertThat(still(16_000, 20_000)).hasSize(1);
  }

  @Test
  void shouldNotRepeatWhatWasNoAnswer() {
    harness.capture("f0", 0);
    harness.capture("f1000", SINCE);
    List<InferenceRequest> asked = still(2000, 12_000);
    harness.complete(completion(asked.get(1), "perhaps"));

    assertThat(harness.events()).extracting(AnalysisEvent::getStatus).contains(EventStatus.INVALID);
    assertThat(still(12_000, 16_000)).hasSize(1);
  }

  @Test
  void shouldSayInTheEventWhatWasWrongWithItsPictures() {
    Frame black = TopologyHarness.frame("a", 0);
    black.setConditions(List.of("black"));
    Frame both = TopologyHarness.frame("b", 500);
    both.setConditions(List.of("frozen", "black"));
    harness.capture(black);
    harness.capture(both);
    harness.capture("c", 6000);
    harness.complete(completion(harness.requests().get(0), "yes"));

    assertThat(harness.events().get(0).getWindow().getConditions())
        .containsExactly("black", "frozen");
  }
}
