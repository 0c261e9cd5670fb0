package io.framewise.streams.correlate;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each request that has ended becomes one event, which is kept for a while. */
class RecordEventsTest extends HarnessTest {

  @Test
  void shouldKeepTheTextWhenAnAnswerDoesNotFitItsType() {
    InferenceRequest request = oneRequest();

    harness.complete(completion(request, "there might be, yes"));

    AnalysisEvent event = harness.events().get(0);
    assertThat(event.getStatus()).isEqualTo(EventStatus.INVALID);
    assertThat(event.getReason()).contains("person");
    assertThat(event.getAnswers().get(0).getText()).isEqualTo("there might be, yes");
    assertThat(event.getAnswers().get(0).getYesNo()).isNull();
  }

  @Test
  void shouldSayInEventHistoryAndNewestSinceWhenAnAnswerIsTheSame() {
    AnalysisEvent event = event();

    assertThat(event.getAnswers().get(0).getSinceMs())
        .isEqualTo(event.getCreatedAt().toEpochMilli());
    assertThat(harness.contents(StateStores.EVENT_HISTORY)).containsValue(event);
    assertThat(harness.contents(StateStores.LATEST_EVENTS)).containsValue(event);
  }

  @Test
  void shouldForgetAnEventWhenItsTimeIsOver() {
    AnalysisEvent event = event();
    assertThat(harness.contents(StateStores.EVENT_HISTORY)).containsValue(event);

    harness.advance(Duration.ofMinutes(59));
    assertThat(harness.contents(StateStores.EVENT_HISTORY)).containsValue(event);
    harness.advance(Duration.ofMinutes(2));

    assertThat(harness.contents(StateStores.EVENT_HISTORY)).doesNotContainValue(event);
  }

  @Test
  void shouldHaveNoNewestAnswerOfARemovedSetNotEvenOfItsLastWindow() {
    event();
    assertThat(harness.latest()).containsExactly("people");

    harness.removeQuestions("people");
    assertThat(harness.latest()).isEmpty();

    harness.advance(Duration.ofSeconds(6));
    assertThat(harness.events())
        .singleElement()
        .extracting(AnalysisEvent::getStatus)
        .isEqualTo(EventStatus.SHED);
    assertThat(harness.latest()).isEmpty();
  }

  @Test
  void shouldForgetASourceThatIsSilentForLong() {
    event();
    harness.advance(Duration.ofMinutes(1));
    harness.advance(Duration.ofDays(29));
    harness.advance(Duration.ofMinutes(1));
    assertThat(harness.ledger().getReceived()).isEqualTo(3);

    harness.advance(Duration.ofDays(1));
    harness.advance(Duration.ofMinutes(1));

    assertThat(harness.ledger().getReceived()).isZero();
    for (String store :
        List.of(
            StateStores.LEDGERS,
            StateStores.MINUTE_LEDGERS,
            StateStores.LATEST_EVENTS,
            StateStores.CLOSED_THROUGH,
            StateStores.EVENT_HISTORY)) {
      assertThat(harness.<Object>contents(store)).as(store).isEmpty();
    }
    harness.capture("again", harness.sinceStartMs());
    assertThat(harness.ledger().getReceived()).isEqualTo(1);
  }

  /** What can be asked for longer than its source is remembered stays, and no longer than that. */
  @Test
  void shouldForgetASourceNoSoonerThanItsEventsAndLeaveNone() {
    startAnew(
        TopologyHarness.settings(
            Map.of(
                "streams.state-directory", state.toString(),
                "streams.event-history", "3h",
                "streams.forget-sources-after", "1h")));
    AnalysisEvent event = event();
    harness.advance(Duration.ofHours(2));
    harness.advance(Duration.ofMinutes(1));
    assertThat(harness.contents(StateStores.EVENT_HISTORY)).containsValue(event);
    assertThat(harness.ledger().getReceived()).isEqualTo(3);

    harness.advance(Duration.ofHours(2));
    harness.advance(Duration.ofMinutes(1));

    assertThat(harness.<Object>contents(StateStores.LEDGERS)).isEmpty();
    assertThat(harness.<Object>contents(StateStores.EVENT_HISTORY)).isEmpty();
    harness.capture("again", harness.sinceStartMs());
  }

  private AnalysisEvent event() {
    harness.complete(completion(oneRequest(), "yes"));
    return harness.events().get(0);
  }

  private InferenceRequest oneRequest() {
    harness.ask(questionSet("people"));
    harness.capture("a", 0);
    harness.capture("b", 1000);
    harness.capture("closing", 5000);
    return harness.requests().get(0);
  }
}
