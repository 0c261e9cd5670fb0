package io.framewise.streams.dispatch;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.streams.topology.TopologyHarness.frame;
import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.failure.ItemGuard;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

/** What may not be looked at by half, and what comes belated after an outage, waits for room. */
class WaitingWindowsTest extends HarnessTest {

  private static final Duration ROOM_CHECK = Duration.ofMillis(100);
  private static final int MOST = 3;

  @Override
  protected StreamsSettings settings() {
    return TopologyHarness.settings(
        Map.of(
            "streams.state-directory", state.toString(),
            "streams.max-open-requests", "1",
            "streams.max-waiting-windows", Integer.toString(MOST)));
  }

  @Test
  void shouldLookAtEachPartWholeWhenMoreComeThanMayBeOpen() {
    QuestionSet parts = inspected("parts", WindowKind.PART, 2);
    parts.getWindow().setMaxTiles(6);
    harness.ask(parts);
    for (String part : List.of("A", "B", "C")) {
      picture(part + "1", part);
      picture(part + "2", part);
    }
    assertThat(harness.ledger().getWaitingWindows()).isEqualTo(2);
    harness.requireBalance();

    List<InferenceRequest> asked = answerOneAfterTheOther(3);

    assertThat(asked)
        .extracting(request -> request.getWindow().getSubject())
        .containsExactly("A", "B", "C");
    assertThat(asked)
        .allSatisfy(
            request -> {
              assertThat(request.getFrames()).hasSize(2);
              assertThat(request.getMaxTiles()).isEqualTo(6);
              assertThat(request.getQuality()).isEmpty();
            });
    assertThat(harness.events())
        .extracting(AnalysisEvent::getStatus)
        .containsOnly(EventStatus.ANSWERED)
        .hasSize(3);
  }

  @Test
  void shouldShedAndNameTheRuleWhenTooManyWait() {
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    for (int i = 0; i < MOST + 2; i++) {
      picture("p" + i, "part-" + i);
    }

    assertThat(harness.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getStatus()).isEqualTo(EventStatus.SHED);
              assertThat(event.getReason()).contains("streams.max-waiting-windows");
            });
    assertThat(answerOneAfterTheOther(MOST + 1)).hasSize(MOST + 1);
  }

  @Test
  void shouldServeWhatIsLiveFirst() {
    QuestionSet live = inspected("urgent", WindowKind.IMAGE, 1);
    live.setPriority(Priority.LIVE);
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    picture("p0", "a");
    picture("p1", "b");
    harness.ask(live);
    picture("p2", "c");
    InferenceRequest first = harness.requests().get(0);

    harness.complete(completion(first, "yes"));
    harness.advance(ROOM_CHECK);

    assertThat(harness.liveRequests()).hasSize(1);
    assertThat(harness.requests()).isEmpty();
  }

  @Test
  void shouldShedWhatWaitsWhenItsQuestionSetIsRemoved() {
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    picture("p0", "a");
    picture("p1", "b");
    harness.removeQuestions("pictures");
    harness.advance(ROOM_CHECK);

    assertThat(harness.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getReason()).contains("removed"));
    assertThat(harness.ledger().getWaitingWindows()).isZero();
  }

  @Test
  void shouldAskAboutAllWindowsOfABacklogOneAfterTheOther() {
    harness.ask(questionSet("people"));
    harness.advance(Duration.ofMinutes(10));
    for (int i = 0; i <= 3; i++) {
      harness.capture(frame("door", "f" + i, i * 4000L + 600), START.plusMillis(i * 4000L));
    }

    assertThat(answerOneAfterTheOther(3)).hasSize(3);
    assertThat(harness.events())
        .extracting(AnalysisEvent::getStatus)
        .containsExactly(EventStatus.ANSWERED, EventStatus.ANSWERED, EventStatus.ANSWERED);
  }

  @Test
  void shouldPassOverAWaitingWindowThatBreaksEvenWhereItIsBuried() {
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    List.of("p0", "p1", "p2").forEach(id -> picture(id, "part-" + id));
    String first = harness.contents(StateStores.WAITING_WINDOWS).keySet().iterator().next();
    ItemGuard guard = harness.shared().items();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> guard.run("window " + first, this::breaks, message -> breaks()))
          .isInstanceOf(TaskMigratedException.class);
    }

    harness.complete(completion(harness.requests().get(0), "yes"));
    harness.advance(ROOM_CHECK);

    assertThat(harness.requests())
        .extracting(request -> request.getFrames().get(0).getFrameId())
        .containsExactly("p2");
  }

  private void breaks() {
    throw new IllegalStateException("it is odd");
  }

  /** A part passes once; a picture of a screen of ten minutes ago can be done without. */
  @Test
  void shouldShedTheNewestBelatedWindowWhenOneThatMustBeSeenFindsNoRoomToWait() {
    backlogOfPeople(MOST + 1);
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    picture("p0", "a");

    assertThat(harness.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getStatus()).isEqualTo(EventStatus.SHED);
              assertThat(event.getQuestionSetId()).isEqualTo("people");
              assertThat(event.getWindow().getStart()).isEqualTo(START.plusSeconds(4L * MOST));
              assertThat(event.getReason()).contains("streams.max-waiting-windows");
            });
    assertThat(answerOneAfterTheOther(MOST + 1))
        .extracting(InferenceRequest::getQuestionSetId)
        .containsExactlyInAnyOrder("people", "people", "people", "pictures");
  }

  @Test
  void shouldKeepWhatMustBeSeenWhenABelatedWindowFindsNoRoomToWait() {
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    for (int i = 0; i < MOST + 1; i++) {
      picture("p" + i, "part-" + i);
    }
    backlogOfPeople(1);

    assertThat(harness.events())
        .extracting(AnalysisEvent::getQuestionSetId)
        .containsExactly("people");
  }

  @Test
  void shouldShedARoutineWindowWhenALiveOneFindsNoRoomToWait() {
    QuestionSet live = inspected("urgent", WindowKind.PAIR, 2);
    live.setPriority(Priority.LIVE);
    harness.ask(live);
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    for (int i = 0; i < MOST + 1; i++) {
      picture("p" + i, "part-" + i);
    }
    assertThat(harness.events()).isEmpty();
    Frame reference = frame(TopologyHarness.SOURCE, "reference", harness.sinceStartMs());
    reference.setDomain(Domain.INSPECTION);
    reference.setAttributes(Map.of("reference", "true"));
    harness.capture(reference);
    picture("last", "part-last");

    assertThat(harness.events())
        .extracting(AnalysisEvent::getQuestionSetId, event -> event.getFrames().get(0).getFrameId())
        .containsExactly(
            tuple("pictures", "reference"), tuple("pictures", "last"), tuple("pictures", "p3"));
    harness.complete(completion(harness.requests().get(0), "yes"));
    harness.advance(ROOM_CHECK);
    assertThat(harness.liveRequests())
        .singleElement()
        .satisfies(request -> assertThat(request.getFrames()).hasSize(2));
  }

  /** With what people have: 600 pictures wait on the topic, and one more comes each second. */
  @Test
  void shouldShedNoPictureOfAPartAfterTenMinutesAway() {
    startAnew(TopologyHarness.settings(Map.of("streams.state-directory", state.toString())));
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    harness.ask(inspected("more", WindowKind.IMAGE, 1));
    harness.advance(Duration.ofMinutes(10));
    for (int i = 0; i < 660; i++) {
      Frame frame = frame(TopologyHarness.SOURCE, "p" + i, i * 1000L);
      frame.setDomain(Domain.INSPECTION);
      harness.capture(frame, START.plusMillis(i * 1000L));
    }

    assertThat(harness.events()).isEmpty();
    assertThat(harness.ledger().getWaitingWindows()).isEqualTo(2 * 660 - 4);
  }

  /** Windows of frames that waited on their topic. */
  private void backlogOfPeople(int windows) {
    harness.ask(questionSet("people"));
    long firstMs = harness.sinceStartMs() / 4000 * 4000;
    for (int i = 0; i <= windows; i++) {
      harness.capture(
          frame(TopologyHarness.SOURCE, "f" + i, firstMs + i * 4000L + 600),
          START.plusMillis(harness.sinceStartMs() - 2000));
    }
  }

  private List<InferenceRequest> answerOneAfterTheOther(int most) {
    List<InferenceRequest> asked = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      List<InferenceRequest> now = harness.requests();
      assertThat(now).hasSize(1);
      asked.addAll(now);
      harness.requireBalance();
      harness.complete(completion(now.get(0), "yes"));
      harness.advance(ROOM_CHECK);
    }
    return asked;
  }

  private void picture(String id, String part) {
    Frame frame = frame(TopologyHarness.SOURCE, id, harness.sinceStartMs());
    frame.setDomain(Domain.INSPECTION);
    frame.setAttributes(Map.of("part", part));
    harness.capture(frame);
  }

  private static QuestionSet inspected(String id, WindowKind kind, int frames) {
    return QuestionSet.newBuilder(questionSet(id))
        .setDomain(Domain.INSPECTION)
        .setWindow(
            WindowSpec.newBuilder()
                .setKind(kind)
                .setSizeMs(4000)
                .setHopMs(4000)
                .setFrames(frames)
                .build())
        .build();
  }
}
