package io.framewise.streams.alert;

import static io.framewise.streams.topology.TopologyHarness.SOURCE;
import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Severity;
import io.framewise.contract.avro.Stage;
import io.framewise.streams.topology.HarnessTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acknowledgements change an open alert, once. */
class AcknowledgeAlertsTest extends HarnessTest {

  @Test
  void shouldAcknowledgeAnOpenAlertOnce() {
    Alert raised = raised();

    harness.acknowledge(raised, START);
    harness.acknowledge(raised, START.plusSeconds(1));

    assertThat(harness.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getState()).isEqualTo(AlertState.ACKNOWLEDGED);
              assertThat(alert.getAcknowledgedAt()).isEqualTo(START);
            });
    harness.requireBalance();
  }

  @Test
  void shouldDeadLetterWhatIsNoAcknowledgement() {
    harness.rawAcknowledgement(SOURCE, new byte[] {1, 2, 3});

    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getStage)
        .containsExactly(Stage.ACKNOWLEDGEMENT);
  }

  @Test
  void shouldLeaveAnAlertThatHasBeenCleared() {
    Alert raised = raised();
    harness.removeQuestions("people");
    harness.advance(Duration.ofSeconds(1));
    assertThat(harness.alerts()).extracting(Alert::getState).containsExactly(AlertState.CLEARED);

    harness.acknowledge(raised, START);

    assertThat(harness.alerts()).isEmpty();
  }

  private Alert raised() {
    QuestionSet set = questionSet("people");
    set.getQuestions()
        .get(0)
        .setAlert(new AlertRule(List.of("yes"), 0.8, 1, 1, 0L, 0L, Severity.WARNING, false));
    harness.ask(set);
    harness.capture("a", 600);
    harness.capture("closing", 4600);
    harness.complete(completion(harness.requests().get(0), "yes"));
    return harness.alerts().get(0);
  }
}
