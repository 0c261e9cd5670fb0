package io.framewise.streams.dispatch;

import static io.framewise.streams.topology.TopologyHarness.SOURCE;
import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.answer.AnswerLengths;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowOverride;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lane a window takes, as which request, and when it is shed. */
class DispatchRequestsTest extends HarnessTest {

  @Test
  void shouldShedAWindowWhenTooManyRequestsOfItsSourceAreOpen() {
    startAnew(TopologyHarness.settings(state, 1));
    harness.ask(questionSet("people"));
    harness.capture("a", 0);
    harness.capture("b", 5000);
    harness.capture("c", 9000);

    assertThat(harness.requests()).hasSize(1);
    assertThat(harness.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getStatus()).isEqualTo(EventStatus.SHED);
              assertThat(event.getReason()).contains("streams.max-open-requests");
            });
  }

  @Test
  void shouldSendLiveSetsDownTheirOwnLaneWhenTheyAreDue() {
    QuestionSet live =
        QuestionSet.newBuilder(questionSet("people")).setPriority(Priority.LIVE).build();
    harness.ask(live);
    harness.capture("a", 0);
    harness.capture("b", 5000);

    assertThat(harness.liveRequests()).hasSize(1);
    assertThat(harness.requests()).isEmpty();
  }

  /** Workers of before lengths by type take no request without a limit. */
  @Test
  void shouldSayInEachRequestHowLongItsAnswersMayBe() {
    harness.ask(QuestionSet.newBuilder(questionSet("people")).setMaxNewTokens(0).build());
    harness.capture("a", 0);
    harness.capture("b", 5000);

    int suited = AnswerLengths.of(AnswerType.YES_NO);
    assertThat(harness.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getMaxNewTokens()).isEqualTo(suited).isPositive();
              assertThat(request.getQuestions())
                  .extracting(Question::getMaxNewTokens)
                  .containsOnly(suited);
            });
  }

  @Test
  void shouldShedAnOpenWindowWhenItsQuestionSetIsRemoved() {
    harness.ask(questionSet("people"));
    harness.capture("a", 0);
    harness.removeQuestions("people");
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests()).isEmpty();
    assertThat(harness.events())
        .singleElement()
        .extracting(AnalysisEvent::getStatus)
        .isEqualTo(EventStatus.SHED);
  }

  @Test
  void shouldLookAtASourceAsItsOverrideSays() {
    WindowOverride override =
        WindowOverride.newBuilder()
            .setSourceIds(List.of(SOURCE))
            .setSizeMs(2000L)
            .setFrames(1)
            .setMaxTiles(6)
            .build();
    harness.ask(
        QuestionSet.newBuilder(questionSet("people")).setOverrides(List.of(override)).build());
    harness.capture("a", 0);
    harness.capture("b", 1000);
    harness.capture("closing", 2500);

    InferenceRequest request = harness.requests().get(0);
    assertThat(request.getMaxTiles()).isEqualTo(6);
    assertThat(request.getFrames()).extracting(FrameRef::getFrameId).containsExactly("b");
    assertThat(request.getWindow().getEnd()).isEqualTo(START.plusMillis(2000));
  }
}
