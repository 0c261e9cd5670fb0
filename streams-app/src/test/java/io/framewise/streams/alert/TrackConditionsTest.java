package io.framewise.streams.alert;

import static io.framewise.testing.TestRecords.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.Frame;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No question set asks about the source: an alert about its pictures needs none. */
class TrackConditionsTest extends HarnessTest {

  @Override
  protected StreamsSettings settings() {
    return TopologyHarness.settings(
        Map.of(
            "streams.application-id",
            "test",
            "streams.state-directory",
            state.toString(),
            "streams.event-history",
            "1h",
            "streams.forget-sources-after",
            "1h"));
  }

  private static Frame frame(String id, long atMs, String... conditions) {
    Frame frame = TopologyHarness.frame(id, atMs);
    frame.setConditions(List.of(conditions));
    return frame;
  }

  @Test
  void shouldRaiseAnAlertForEachConditionAndClearIt() {
    harness.capture(frame("a", 0));
    harness.capture(frame("b", 1000, "black"));
    harness.capture(frame("c", 2000, "black", "frozen"));
    harness.capture(frame("d", 3000, "frozen"));
    harness.capture(frame("e", 4000));

    List<Alert> alerts = harness.alerts();
    assertThat(alerts)
        .extracting(alert -> alert.getAlertKey() + " " + alert.getState())
        .containsExactly(
            "door::black RAISED",
            "door::frozen RAISED",
            "door::black CLEARED",
            "door::frozen CLEARED");
    Alert raised = alerts.get(0);
    assertThat(raised.getValue()).isEqualTo("black");
    assertThat(raised.getRaisedAt()).isEqualTo(START.plusMillis(1000));
    assertThat(raised.getFrames()).extracting(ref -> ref.getFrameId()).containsExactly("b");
    assertThat(alerts.get(2).getReason()).contains("as usual again");
    assertThat(harness.ledger().getAlertsRaised()).isEqualTo(2);
    assertThat(harness.ledger().getAlertsCleared()).isEqualTo(2);
  }

  @Test
  void shouldKeepAnAlertThatNoQuestionSetAskedForOpenWhileItHolds() {
    harness.capture(frame("a", 0, "black"));
    harness.advance(Duration.ofMinutes(2));

    assertThat(harness.alertStates()).containsExactly("RAISED");
  }

  @Test
  void shouldNotBeMisledByFramesThatComeLateOrTwice() {
    harness.capture(frame("a", 0));
    harness.capture(frame("c", 2000, "black"));
    harness.capture(frame("b", 1000));
    harness.capture(frame("c", 2000, "black"));
    harness.capture(frame("d", 3000));
    harness.capture(frame("c", 2000, "black"));

    assertThat(harness.alertStates()).containsExactly("RAISED", "CLEARED");
  }

  @Test
  void shouldPassOverWordsThatAreNoConditions() {
    harness.capture(frame("a", 0, "Bl\nack", "", "x".repeat(1000), "blurred"));

    assertThat(harness.alerts()).extracting(Alert::getQuestionId).containsExactly("blurred");
  }

  @Test
  void shouldAcknowledgeAndStillClear() {
    harness.capture(frame("a", 0, "black"));
    harness.acknowledge(harness.alerts().get(0), START.plusSeconds(1));
    harness.capture(frame("b", 1000));

    assertThat(harness.alerts())
        .extracting(Alert::getState)
        .containsExactly(AlertState.ACKNOWLEDGED, AlertState.CLEARED);
  }

  @Test
  void shouldLetGoOfTheAlertOfASourceThatIsGoneForGood() {
    harness.capture(frame("a", 0, "black"));
    harness.advance(Duration.ofHours(3));
    harness.advance(Duration.ofMinutes(2));

    assertThat(harness.alertStates()).containsExactly("RAISED", "CLEARED", "gone");
  }
}
