package io.framewise.streams.alert;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Severity;
import io.framewise.contract.avro.WindowKind;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import io.framewise.testing.TestRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackAlertsTest extends HarnessTest {

  private static final int WINDOWS = 8;

  @Override
  protected StreamsSettings settings() {
    return TopologyHarness.settings(state, WINDOWS + 1);
  }

  @Test
  void shouldRaiseAndClearAnAlertFromTheRecordedEvents() {
    harness.ask(watched(1, 2));
    List<InferenceRequest> requests = requests(4);

    complete(requests, "yes", "yes", "no", "no");

    List<AnalysisEvent> events = harness.events();
    List<Alert> alerts = harness.alerts();
    assertThat(alerts)
        .extracting(Alert::getState)
        .containsExactly(AlertState.RAISED, AlertState.CLEARED);
    assertThat(alerts.get(0).getEventId()).isEqualTo(events.get(0).getEventId());
    assertThat(alerts.get(0).getFrames()).isEqualTo(events.get(0).getFrames());
    assertThat(alerts.get(0).getChangedAt()).isEqualTo(events.get(0).getWindow().getEnd());
    assertThat(alerts.get(1).getEventId()).isEqualTo(events.get(3).getEventId());
    assertThat(alerts.get(1).getRaisedByEventId()).isEqualTo(events.get(0).getEventId());
    assertThat(harness.ledger().getAlertsRaised()).isEqualTo(1);
    assertThat(harness.ledger().getAlertsCleared()).isEqualTo(1);
  }

  @Test
  void shouldMakeTheSameAlertsInWhateverOrderTheWorkersFinish() {
    String[] answers = {"yes", "yes", "no", "yes", "no", "no", "yes", "yes"};
    List<String> inOrder =
        alertsWhenCompletedIn(IntStream.range(0, WINDOWS).boxed().toList(), answers);
    Random random = new Random(3);
    for (int run = 0; run < 5; run++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, WINDOWS).boxed().toList());
      Collections.shuffle(order, random);

      assertThat(alertsWhenCompletedIn(order, answers)).isEqualTo(inOrder);
    }
    assertThat(inOrder).hasSize(3);
  }

  private List<String> alertsWhenCompletedIn(List<Integer> order, String... answers) {
    startAnew(settings());
    harness.ask(watched(2, 2));
    List<InferenceRequest> requests = requests(WINDOWS);
    order.forEach(i -> harness.complete(completion(requests.get(i), answers[i])));
    assertThat(harness.<String>contents(StateStores.WAITING_EVENTS)).isEmpty();
    return harness.alerts().stream()
        .map(alert -> alert.getState() + alert.getEventId() + alert.getChangedAt())
        .toList();
  }

  @Test
  void shouldNeitherRaiseNorClearOnWindowsWithoutAValidAnswer() {
    harness.ask(watched(1, 1));
    List<InferenceRequest> requests = requests(3);
    harness.complete(completion(requests.get(0), "maybe"));
    assertThat(harness.alerts()).isEmpty();

    harness.complete(completion(requests.get(1), "yes"));
    harness.advance(Duration.ofSeconds(16));

    assertThat(harness.events())
        .extracting(event -> event.getStatus().name())
        .containsExactly("INVALID", "ANSWERED", "EXPIRED");
    assertThat(harness.alerts()).extracting(Alert::getState).containsExactly(AlertState.RAISED);
  }

  @Test
  void shouldGoOnFromAnExpiredWindowThatLaterOnesWaitedFor() {
    harness.ask(watched(1, 1));
    List<InferenceRequest> requests = requests(2);
    harness.complete(completion(requests.get(1), "yes"));
    assertThat(harness.alerts()).isEmpty();

    harness.advance(Duration.ofSeconds(16));

    assertThat(harness.alerts())
        .singleElement()
        .satisfies(
            alert -> assertThat(alert.getEventId()).isEqualTo(requests.get(1).getRequestId()));
  }

  @Test
  void shouldClearAnAlertWhenItsQuestionSetIsRemoved() {
    raised();

    harness.removeQuestions("people");
    harness.advance(Duration.ofSeconds(1));

    assertThat(harness.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getState()).isEqualTo(AlertState.CLEARED);
              assertThat(alert.getReason()).contains("no longer in force");
            });
    assertThat(harness.ledger().getAlertsCleared()).isEqualTo(1);
  }

  @Test
  void shouldClearAnAlertAndCountAnewWhenItsQuestionSetIsChanged() {
    raised();
    QuestionSet changed = watched(2, 1);
    changed.setVersion(2);
    harness.ask(changed);
    harness.advance(Duration.ofSeconds(1));
    assertThat(harness.alerts()).extracting(Alert::getState).containsExactly(AlertState.CLEARED);

    complete(requestsFrom(1, 2), "yes", "yes");

    assertThat(harness.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.getQuestionSetVersion()).isEqualTo(2));
  }

  @Test
  void shouldRaiseOneAlertForEachPartAndEndItByAcknowledgement() {
    askAboutParts();
    look("a1", "A", "yes");
    look("b1", "B", "yes");
    look("c1", "C", "no");

    List<Alert> raised = harness.alerts();
    assertThat(raised)
        .extracting(Alert::getAlertKey)
        .containsExactly("door:parts:person:A", "door:parts:person:B");
    assertThat(raised.get(0).getAttributes()).containsEntry("part", "A");

    harness.acknowledge(raised.get(0), TestRecords.START);
    assertThat(harness.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getState()).isEqualTo(AlertState.CLEARED);
              assertThat(alert.getAttributes()).containsEntry("part", "A");
              assertThat(alert.getAcknowledgedAt()).isEqualTo(TestRecords.START);
            });
    assertThat(harness.ledger().getAlertsCleared()).isEqualTo(1);
  }

  @Test
  void shouldClearTheAlertOfAPartWhenItIsLookedAtAgainAndOfNoOther() {
    askAboutParts();
    look("a1", "A", "yes");
    look("b1", "B", "yes");
    harness.alerts();

    look("a2", "A", "no");

    assertThat(harness.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getAlertKey()).isEqualTo("door:parts:person:A");
              assertThat(alert.getState()).isEqualTo(AlertState.CLEARED);
            });
  }

  /** The reader of part numbers misses one now and then; its defect is one all the same. */
  @Test
  void shouldRaiseTheSourcesAlertWhenAPictureNamesNoPart() {
    askAboutParts();
    look("a1", null, "yes");
    look("b1", "B", "yes");
    look("c1", null, "no");

    assertThat(harness.alerts())
        .extracting(Alert::getAlertKey, Alert::getState)
        .containsExactly(
            tuple("door:parts:person", AlertState.RAISED),
            tuple("door:parts:person:B", AlertState.RAISED),
            tuple("door:parts:person", AlertState.CLEARED));
  }

  @Test
  void shouldForgetWhatIsOverOfPartsThatNobodyLooksAtAgain() {
    askAboutParts();
    look("a1", "A", "yes");
    look("b1", "B", "no");
    harness.acknowledge(harness.alerts().get(0), TestRecords.START);
    assertThat(harness.<Object>contents(StateStores.ALERT_TRACKS)).hasSize(1);

    harness.advance(Duration.ofHours(2));
    harness.advance(Duration.ofMinutes(1));

    assertThat(harness.alertStates()).containsExactly("CLEARED", "gone");
    assertThat(harness.<Object>contents(StateStores.ALERTS)).isEmpty();
    assertThat(harness.<Object>contents(StateStores.ALERT_TRACKS)).isEmpty();
  }

  /** Nobody has seen to the part yet, however long ago it passed. */
  @Test
  void shouldKeepTheOpenAlertOfAPartUntilSomebodyAcknowledgesIt() {
    askAboutParts();
    look("a1", "A", "yes");
    Alert raised = harness.alerts().get(0);

    harness.advance(Duration.ofDays(3));
    harness.advance(Duration.ofMinutes(1));
    assertThat(harness.alerts()).isEmpty();
    assertThat(harness.contents(StateStores.ALERTS)).hasSize(1);

    harness.acknowledge(raised, TestRecords.START);
    assertThat(harness.alerts()).extracting(Alert::getState).containsExactly(AlertState.CLEARED);
  }

  @Test
  void shouldClearTheOldestWhenMorePartsHaveAnOpenAlertThanAnybodySeesTo() {
    askAboutParts();
    int most = 1000;
    look("f", "part-1002", "yes");
    Alert raised = harness.alerts().get(0);
    for (int i = 0; i < most + 1; i++) {
      String key = "door:parts:person:part-" + i;
      Alert alert = Alert.newBuilder(raised).setAlertKey(key).build();
      alert.setRaisedAt(raised.getRaisedAt().minusMillis(most - i));
      harness.put(StateStores.ALERTS, Keys.of("door", key), alert);
    }
    harness.advance(Duration.ofMinutes(1));

    assertThat(harness.alertStates()).containsExactly("CLEARED", "gone", "CLEARED", "gone");
    assertThat(harness.contents(StateStores.ALERTS))
        .hasSize(most)
        .doesNotContainKeys(
            Keys.of("door", "door:parts:person:part-0"),
            Keys.of("door", "door:parts:person:part-1"));
  }

  @Test
  void shouldTakeTheClearedAlertsOfAForgottenSourceOffTheirTopic() {
    harness.ask(watched(1, 1));
    complete(requests(2), "yes", "no");
    harness.alerts();

    harness.advance(Duration.ofDays(31));
    for (int minute = 0; minute < 4; minute++) {
      harness.advance(Duration.ofMinutes(1)); // its last window ends, then it is forgotten
    }

    assertThat(harness.alertStates()).containsExactly("gone");
    assertThat(harness.<Object>contents(StateStores.LEDGERS)).isEmpty();
    assertThat(harness.<Object>contents(StateStores.ALERTS)).isEmpty();
    assertThat(harness.<Object>contents(StateStores.ALERT_TRACKS)).isEmpty();
  }

  private void askAboutParts() {
    QuestionSet set = watched(1, 1);
    set.setId("parts");
    set.setDomain(Domain.INSPECTION);
    set.getWindow().setKind(WindowKind.IMAGE);
    set.getWindow().setFrames(1);
    set.getQuestions().get(0).getAlert().setPerPart(true);
    harness.ask(set);
  }

  private void look(String id, String part, String answer) {
    Frame frame = TopologyHarness.frame(TopologyHarness.SOURCE, id, harness.sinceStartMs());
    frame.setDomain(Domain.INSPECTION);
    frame.setAttributes(part == null ? Map.of() : Map.of("part", part));
    harness.capture(frame);
    harness.complete(completion(harness.requests().get(0), answer));
  }

  private Alert raised() {
    harness.ask(watched(1, 1));
    complete(requests(1), "yes");
    return harness.alerts().get(0);
  }

  private static QuestionSet watched(int raiseAfter, int clearAfter) {
    QuestionSet set = questionSet("people");
    set.getQuestions()
        .get(0)
        .setAlert(
            new AlertRule(
                List.of("yes"), 0.8, raiseAfter, clearAfter, 0L, 0L, Severity.WARNING, false));
    return set;
  }

  private List<InferenceRequest> requests(int windows) {
    return requestsFrom(0, windows);
  }

  /** Closes windows one after the other; the frame that closes the last one opens another. */
  private List<InferenceRequest> requestsFrom(int first, int windows) {
    for (int i = first; i <= first + windows; i++) {
      harness.capture("f" + i, i * 4000L + 600);
    }
    List<InferenceRequest> requests = harness.requests();
    assertThat(requests).hasSize(windows);
    return requests;
  }

  private void complete(List<InferenceRequest> requests, String... answers) {
    for (int i = 0; i < answers.length; i++) {
      harness.complete(completion(requests.get(i), answers[i]));
    }
  }
}
