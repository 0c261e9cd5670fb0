package io.framewise.streams.correlate;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.Usage;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import io.framewise.testing.TestRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first completion of a request ends it, or its deadline does. */
class CorrelateCompletionsTest extends HarnessTest {

  @Test
  void shouldPublishOneTypedEventWhenACompletionComesTwice() {
    InferenceRequest request = oneRequest();

    harness.complete(completion(request, "Yes."));
    harness.complete(completion(request, "No."));

    AnalysisEvent event = harness.events().get(0);
    assertThat(event.getStatus()).isEqualTo(EventStatus.ANSWERED);
    assertThat(event.getEventId()).isEqualTo(request.getRequestId());
    assertThat(event.getAnswers().get(0).getYesNo()).isTrue();
    assertThat(event.getAnswers().get(0).getProbability()).isEqualTo(0.9);
    assertThat(event.getModel().getName()).isEqualTo("tiny");
    assertThat(harness.events()).isEmpty();
    assertThat(harness.ledger().getExtraCompletions()).isEqualTo(1);
  }

  @Test
  void shouldExpireARequestWhenItsDeadlinePasses() {
    InferenceRequest request = oneRequest();

    harness.advance(Duration.ofMillis(14_749));
    assertThat(harness.events())
        .extracting(AnalysisEvent::getEventId)
        .doesNotContain(request.getRequestId());
    harness.advance(Duration.ofMillis(502));

    assertThat(harness.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getStatus()).isEqualTo(EventStatus.EXPIRED);
              assertThat(event.getEventId()).isEqualTo(request.getRequestId());
            });
    harness.complete(completion(request, "yes"));
    assertThat(harness.events()).isEmpty();
    List.of(StateStores.PENDING_REQUESTS, StateStores.EVENT_HISTORY, StateStores.CLOSED_THROUGH)
        .forEach(
            store ->
                assertThat(harness.changelogTimes(store))
                    .as("no record of 1970 in %s", store)
                    .isNotEmpty()
                    .allMatch(at -> at >= TestRecords.START.toEpochMilli()));
  }

  @Test
  void shouldPassOverACompletionWhenItIsOfAnotherRun() {
    harness.ask(questionSet("people"));
    harness.capture("f", 0);
    harness.capture("closing", 4500);
    InferenceCompletion answer = completion(harness.requests().get(0), "Yes");

    harness.complete(InferenceCompletion.newBuilder(answer).setRun("night-draft").build());
    assertThat(harness.events()).isEmpty();
    assertThat(harness.ledger().getExtraCompletions()).isZero();

    harness.complete(answer);
    assertThat(harness.events()).hasSize(1);
  }

  /** Whoever may write completions invents names; a camera that comes later gets its account. */
  @Test
  void shouldMakeNoAccountOfSourcesThatOnlyACompletionNames() {
    startAnew(
        TopologyHarness.settings(
            Map.of("streams.state-directory", state.toString(), "streams.max-sources", "1")));
    for (int i = 0; i < 3; i++) {
      harness.complete(foreign("invented-" + i));
    }
    assertThat(harness.contents(StateStores.LEDGERS)).containsOnlyKeys(Ledgers.UNKNOWN_SOURCES);
    assertThat(harness.ledger(Ledgers.UNKNOWN_SOURCES).getExtraCompletions()).isEqualTo(3);

    harness.capture("f", 0);

    assertThat(harness.deadLetters()).isEmpty();
    assertThat(harness.ledger().getReceived()).isEqualTo(1);
  }

  private static InferenceCompletion foreign(String sourceId) {
    return InferenceCompletion.newBuilder()
        .setRequestId("nobody's")
        .setSourceId(sourceId)
        .setStatus(CompletionStatus.COMPLETED)
        .setCompletions(List.of())
        .setModel(new ModelInfo("tiny", "0123456789abcdef", List.of()))
        .setUsage(new Usage(10, 4, 1, 0))
        .setTimings(new Timings(1L, 2L, 3L, 4L, 5L, 6L, 1))
        .setWorker("worker-1")
        .setCompletedAt(TestRecords.START)
        .build();
  }

  private InferenceRequest oneRequest() {
    harness.ask(questionSet("people"));
    harness.capture("a", 0);
    harness.capture("b", 1000);
    harness.capture("closing", 5000);
    return harness.requests().get(0);
  }
}
